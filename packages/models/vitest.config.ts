import { unitTests } from "../../configs/vitest";

export default unitTests();
