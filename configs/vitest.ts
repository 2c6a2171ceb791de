import { defineConfig } from "vitest/config";

// No test asks for the network, and neither shall onnxruntime-node, which reports its use to its makers.
process.env.ORT_DISABLE_TELEMETRY = "1";

/** Unit tests beside their source, 90 % of lines covered, results counted by scripts/count-tests.mjs. */
export function unitTests({ exclude = [] as string[], testTimeout = 30_000 } = {}) {
  return defineConfig({
    test: {
      include: ["src/**/*.test.ts"],
      testTimeout,
      reporters: ["default", ["json", { outputFile: "test-reports/unit.json" }]],
      coverage: {
        enabled: true,
        provider: "v8",
        include: ["src/**/*.ts"],
        exclude: ["**/*.test.ts", ...exclude],
        reporter: ["text-summary", "json-summary"],
        reportsDirectory: "test-reports/coverage",
        thresholds: { lines: 90 },
      },
    },
  });
}

/** Full matrices, long fuzzing and kill loops, in files called x.long.ts; run by npm run test:long. */
export function longTests() {
  return defineConfig({
    test: {
      include: ["src/**/*.long.ts"],
      testTimeout: 1_800_000,
      reporters: ["default", ["json", { outputFile: "test-reports/long.json" }]],
    },
  });
}

/** Tests of several packages together, which have no source of their own to cover. */
export function jointTests({ testTimeout = 120_000 } = {}) {
  return defineConfig({
    test: {
      include: ["src/**/*.test.ts"],
      testTimeout,
      hookTimeout: 300_000,
      reporters: ["default", ["json", { outputFile: "test-reports/tests.json" }]],
    },
  });
}
