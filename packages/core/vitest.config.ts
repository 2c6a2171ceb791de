import { unitTests } from "../../configs/vitest";

export default unitTests({ exclude: ["src/node/session-worker.ts"] });
