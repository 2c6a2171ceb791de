import { unitTests } from "../../configs/vitest.ts";

export default unitTests({ exclude: ["src/testing/**", "src/load/load-worker.ts"] });
