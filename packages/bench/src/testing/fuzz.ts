import { type BenchmarkReport, parseBenchmarkReport } from "@tiny-cats/schema";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import fc from "fast-check";
import { compareBenchmarks } from "../compare/compare-benchmarks.ts";
import { comparisonMarkdown } from "../compare/comparison-markdown.ts";
import { CONDITIONS } from "../compare/differences.ts";
import { gateBenchmark } from "../compare/gate-benchmark.ts";
import { resolveInputs } from "../inputs/resolve-inputs.ts";
import { benchmarkMarkdown } from "../report/benchmark-markdown.ts";
import { latencies } from "./latencies.ts";
import { benchmark } from "./make-benchmark.ts";

/** What it returns, or undefined for a typed error; anything else is a failure. */
function outcome<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (isTinyCatsError(error)) return undefined;
    throw error;
  }
}

const side = fc.oneof(fc.integer({ min: -2, max: 5 }), fc.constantFrom("b", "s", "", "n/2"));
const name = fc.constantFrom("x", "y", "toString", "__proto__");
const declared = fc.record(
  { name, dtype: fc.constantFrom("float32", "int64", "string"), dims: fc.array(side, { maxLength: 4 }) },
  { requiredKeys: ["name"] },
);
const shapes = fc.dictionary(name, fc.array(fc.oneof(side, fc.double()), { maxLength: 4 }));

/** Whatever a graph declares and a caller gives, inputs have sides that are numbers, or there is a typed error. */
export function shapesHold(seed: number, numRuns: number): void {
  fc.assert(
    fc.property(fc.array(declared, { maxLength: 3 }), shapes, (given, told) => {
      const all = outcome(() => resolveInputs(given, told).at(2)) ?? [];
      const sides = all.flatMap(({ dims }) => dims);
      const wrong = sides.find((side) => !Number.isSafeInteger(side) || side < 1);
      if (wrong !== undefined) throw new Error(`a side is ${wrong}`);
    }),
    { seed, numRuns },
  );
}

const base = benchmark(latencies(1, { n: 12 }), { raw: { stages: { step: [1, 2] }, warnings: ["w"] } });
const text = JSON.stringify(base);
const paths = [...walk(base, [])];
const value = fc.oneof(
  fc.constantFrom(null, 0, -1, 1e308, 5e-324, "", "x|y\n# z", [], {}, true),
  fc.double(),
  fc.string(),
  fc.array(fc.double({ min: 0, noNaN: true }), { maxLength: 5 }),
);

/** Whatever stands in a report, it is refused with a typed error or compared, gated and written, on lines of its own. */
export function reportsHold(seed: number, numRuns: number): void {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...paths), value), { minLength: 1, maxLength: 3 }), (changes) => {
      const report = outcome(() => parseBenchmarkReport(changed(changes)));
      if (!report) return;
      const heads = benchmarkMarkdown(report).match(/^#/gm);
      if (heads?.length !== 1) throw new Error("a value became a heading");
      const comparison = outcome(() => compareBenchmarks(base, report, { accept: CONDITIONS }));
      if (comparison) comparisonMarkdown(comparison);
      outcome(() => gateBenchmark(report, { maxP95: 1, baseline: base, maxRegression: 0.1, accept: CONDITIONS }));
    }),
    { seed, numRuns },
  );
}

function changed(changes: readonly [(string | number)[], unknown][]): BenchmarkReport {
  const report = JSON.parse(text);
  for (const [path, value] of changes) {
    // biome-ignore lint/suspicious/noExplicitAny: a path through whatever stands there by now
    const parent = path.slice(0, -1).reduce<any>((at, key) => at?.[key], report);
    if (typeof parent === "object" && parent !== null) parent[path.at(-1)!] = value;
  }
  return report;
}

function* walk(value: unknown, path: (string | number)[]): Generator<(string | number)[]> {
  if (path.length > 0) yield path;
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) yield* walk(inner, [...path, key]);
}
