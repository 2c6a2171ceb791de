import { unitTests } from "../../configs/vitest.ts";

// Whole publications take their time beside other work.
export default unitTests({ testTimeout: 120_000, exclude: ["src/testing/**", "src/**/*.long.ts"] });
