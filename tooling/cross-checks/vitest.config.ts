import { jointTests } from "../../configs/vitest.ts";

export default jointTests({ testTimeout: 600_000 });
