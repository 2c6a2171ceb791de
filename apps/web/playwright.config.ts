import { browserTests } from "../../configs/playwright.ts";

export default browserTests();
