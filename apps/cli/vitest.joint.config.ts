import { jointTests } from "../../configs/vitest.ts";

export default jointTests({ include: "src/**/*.joint.ts" });
