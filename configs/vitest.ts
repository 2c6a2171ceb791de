import { defineConfig } from "vitest/config";

/** Unit tests beside their source, 90 % of lines covered, results counted by scripts/count-tests.mjs. */
export function unitTests({ exclude = [] as string[], testTimeout = 30_000 } = {}) {
  return defineConfig({
    test: {
      include: ["src/**/*.test.ts"],
      testTimeout,
      reporters: ["default", ["json", { outputFile: "reports/unit.json" }]],
      coverage: {
        enabled: true,
        provider: "v8",
        include: ["src/**/*.ts"],
        exclude: ["**/*.test.ts", ...exclude],
        reporter: ["text-summary", "json-summary"],
        reportsDirectory: "reports/coverage",
        thresholds: { lines: 90 },
      },
    },
  });
}
