import { unitTests } from "../../configs/vitest.ts";

export default unitTests({ exclude: ["**/*.long.ts", "src/testing/**"] });
