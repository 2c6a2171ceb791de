import { defineConfig } from "@playwright/test";
import { browserTests } from "../../configs/playwright.ts";

/** Every page and state in both themes and three widths; screenshots are left in test-reports/screens. */
export default defineConfig(browserTests(), {
  testMatch: "**/*.long.ts",
  outputDir: "test-reports/long",
  timeout: 300_000,
  reporter: [["list"], ["json", { outputFile: "test-reports/long.json" }]],
});
