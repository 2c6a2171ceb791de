import { jointTests } from "../../configs/vitest.ts";

export default jointTests();
