import { unitTests } from "../../configs/vitest.ts";

// What runs in processes of their own, or in a browser, is held by its tests there.
export default unitTests({ exclude: ["src/testing/**", "src/node/bench-child.ts", "src/web/**"], testTimeout: 60_000 });
