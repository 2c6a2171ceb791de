import { longTests } from "../../configs/vitest.ts";

export default longTests();
