import { defineConfig } from "@playwright/test";
import { browserTests } from "../../configs/playwright.ts";

const CONTROLS = "controls/controls.e2e.ts";

export default defineConfig(browserTests(), {
  snapshotPathTemplate: "{testDir}/snapshots/{arg}{ext}",
  projects: [
    { name: "site", testIgnore: `**/${CONTROLS}` },
    // Holds what the others used to what there is.
    { name: "controls", testMatch: `**/${CONTROLS}`, dependencies: ["site"] },
  ],
});
