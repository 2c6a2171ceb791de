import { defineConfig } from "@playwright/test";

/** How Chromium is started, with further flags. */
export function chromium(...flags: string[]) {
  return {
    executablePath: process.env.CHROMIUM_PATH || "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...flags,
    ],
  };
}

/** Tests in a real Chromium, whose path scripts/bootstrap.mjs finds; run alone, set CHROMIUM_PATH or have /usr/bin/chromium. */
export function browserTests() {
  return defineConfig({
    testDir: "e2e",
    testMatch: "**/*.e2e.ts",
    outputDir: "test-reports/e2e",
    timeout: 60_000,
    workers: 1,
    reporter: [["list"], ["json", { outputFile: "test-reports/e2e.json" }]],
    use: {
      browserName: "chromium",
      launchOptions: chromium(),
    },
  });
}
