import { browserTests } from "../../configs/playwright";

export default browserTests();
