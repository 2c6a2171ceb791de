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
        exclude: ["**/*.{joint,test}.ts", ...exclude],
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

/**
 * Tests of several packages together: those of a package without source of its own, or a package's files called x.joint.ts. Nothing is
 * covered, as V8 then counts in every package's code and runs models at a third of their speed; the unit tests alone cover the 90 %.
 */
export function jointTests({ include = "src/**/*.test.ts", testTimeout = 120_000 } = {}) {
  return defineConfig({
    test: {
      include: [include],
      testTimeout,
      hookTimeout: 300_000,
      reporters: ["default", ["json", { outputFile: "test-reports/tests.json" }]],
    },
  });
}
