import type { BenchmarkReport } from "@tiny-cats/schema";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { latencies } from "../testing/latencies.ts";
import { benchmark, facts } from "../testing/make-benchmark.ts";
import { compareBenchmarks } from "./compare-benchmarks.ts";
import { comparisonMarkdown } from "./comparison-markdown.ts";
import { gateBenchmark } from "./gate-benchmark.ts";

const a = benchmark(latencies(1));

describe("the verdict", () => {
  test("on the same thing measured twice is that noise can't tell them apart, nearly always", () => {
    const verdicts = Array.from({ length: 300 }, (_, i) => {
      const [one, other] = [benchmark(latencies(2 * i)), benchmark(latencies(2 * i + 1))];
      return compareBenchmarks(one, other).verdict;
    });
    expect(verdicts.filter((verdict) => verdict !== "within-noise").length).toBeLessThanOrEqual(2);
  });

  test("on a sixth more or less is the right one, nearly always", () => {
    let [faster, slower] = [0, 0];
    for (let i = 0; i < 100; i++) {
      const one = benchmark(latencies(i));
      if (compareBenchmarks(one, benchmark(latencies(i + 1000, { scale: 7 / 6 }))).verdict === "slower") slower++;
      if (compareBenchmarks(one, benchmark(latencies(i + 1000, { scale: 5 / 6 }))).verdict === "faster") faster++;
    }
    expect(faster).toBeGreaterThan(95);
    expect(slower).toBeGreaterThan(95);
  });

  test("turns round with its sides", () => {
    const b = benchmark(latencies(2, { scale: 2 }));
    expect(compareBenchmarks(a, b).verdict).toBe("slower");
    expect(compareBenchmarks(b, a).verdict).toBe("faster");
    expect(compareBenchmarks(a, a)).toMatchObject({ verdict: "within-noise", p50: { change: 0 } });
  });
});

test("every number has its change, and those that one side lacks are left out", () => {
  const b = benchmark(latencies(1, { scale: 2 }), {
    reasons: { memory: "not told" },
    raw: {
      loadMs: 20,
      throughput: [
        { batch: 1, perSecond: 125, runs: 9 },
        { batch: 4, perSecond: 300, runs: 9 },
      ],
      memory: undefined,
    },
  });
  const comparison = compareBenchmarks(a, b);
  expect(comparison.p50.change).toBeCloseTo(1, 4);
  expect(comparison.latency_ms.p99.change).toBeCloseTo(1, 4);
  expect(comparison.throughput).toEqual({ "1": { a: 250, b: 125, change: -0.5 } });
  expect(comparison.load_ms).toEqual({ a: 40, b: 20, change: -0.5 });
  expect(comparison.peak_memory_mb).toBeNull();
  expect(comparison.a).toEqual({ name: "a-model", file: "onnx/model.onnx", sha256: "a".repeat(64), n: 100 });
  const markdown = comparisonMarkdown(comparison);
  expect(markdown).toContain("b is slower: +100.0 % of the median.");
  expect(markdown).toContain("| images/s, batch 1 | 250.0 | 125.0 | -50.0 % |");
});

describe("what differs in its conditions", () => {
  const other = { ...facts.hardware, cpu: "Another CPU" };
  const cases: [string, string, BenchmarkReport][] = [
    ["kind", "graph; classifier", benchmark(latencies(2), { kind: "classifier" })],
    ["batch", "1; 8", benchmark(latencies(2), { raw: { batchSize: 8 } })],
    ["hardware", "Some CPU, 2 cores, Linux 6.1 x64; Another CPU", benchmark(latencies(2), { hardware: other })],
    ["threads", "2; 1", benchmark(latencies(2), { threads: 1 })],
    ["provider", "cpu; wasm", benchmark(latencies(2), { raw: { runtime: "onnxruntime-web 1.30.0 (wasm)" } })],
    [
      "inputs",
      "[1, 3, 224, 224]; [1, 3, 64, 64]",
      benchmark(latencies(2), { raw: { inputs: [{ name: "x", dtype: "float32", dims: [1, 3, 64, 64] }] } }),
    ],
  ];

  test.each(cases)("is refused for %s, unless it is accepted", async (condition, words, b) => {
    const error = await errorOf(() => compareBenchmarks(a, b));
    expect(error.code).toBe("benchmarks-not-comparable");
    expect(error.message).toContain(`${condition} (${words}`);
    expect(error.remedy).toContain(`--accept ${condition}`);
    const accept = [condition as "kind"];
    const comparison = compareBenchmarks(a, b, { accept });
    expect(comparison.accepted.map((difference) => difference.condition)).toEqual([condition]);
    expect(comparisonMarkdown(comparison)).toContain(`- they differ in ${condition}: `);
  });

  test("another model, or other names of inputs, are what is compared", () => {
    const model = { ...facts.model, sha256: "b".repeat(64), name: "int8" };
    const inputs = [{ name: "input", dtype: "float16", dims: [1, 3, 224, 224] }];
    expect(compareBenchmarks(a, benchmark(latencies(2), { model, raw: { inputs } })).accepted).toEqual([]);
  });

  test("a report whose statistics are not those of its samples is refused", async () => {
    const b = benchmark(latencies(2));
    const changed = { ...b, latency_ms: { ...b.latency_ms, p50: b.latency_ms.p50 * 0.99 } };
    expect((await errorOf(() => compareBenchmarks(a, changed))).code).toBe("inconsistent-report");
    expect((await errorOf(() => gateBenchmark(changed, { maxP95: 100 }))).message).toContain("p50 is ");
  });
});

describe("a gate", () => {
  const { p95 } = a.latency_ms;

  test("on the 95th percentile lets through what is at most that", () => {
    expect(gateBenchmark(a, { maxP95: p95 })).toMatchObject({ passed: true, results: [{ name: "p95", value: p95 }] });
    const closed = gateBenchmark(a, { maxP95: p95 - 0.001 });
    expect(closed).toMatchObject({ passed: false, results: [{ passed: false, threshold: p95 - 0.001 }] });
    expect(closed.results[0].message).toMatch(/^p95 [\d.]+ ms, over /);
  });

  test("on a regression fails only past what is allowed and past the noise", () => {
    const gate = (scale: number, maxRegression: number) =>
      gateBenchmark(benchmark(latencies(2, { scale })), { baseline: a, maxRegression });
    expect(gate(1.5, 0.2).passed).toBe(false);
    expect(gate(1.5, 0.6).passed).toBe(true);
    expect(gate(0.5, 0).passed).toBe(true);
    const noisy = gate(1.02, 0);
    expect(noisy.passed).toBe(true);
    expect(noisy.results[0].value).toBeGreaterThan(0);
    expect(noisy.results[0].message).toContain("within the noise");
  });

  test("with two thresholds needs both kept", () => {
    const slow = benchmark(latencies(2, { scale: 2 }));
    const gate = gateBenchmark(slow, { maxP95: 1000, baseline: a, maxRegression: 0.1 });
    expect(gate.results.map(({ name, passed }) => [name, passed])).toEqual([
      ["p95", true],
      ["regression", false],
    ]);
    expect(gate.passed).toBe(false);
  });

  test.each([{}, { maxRegression: 0.1 }, { baseline: a }, { maxP95: Number.NaN }, { maxP95: -1 }])(
    "refuses thresholds that are none, case %#",
    async (options) => {
      expect((await errorOf(() => gateBenchmark(a, options))).code).toBe("invalid-gate");
    },
  );

  test("a median of nothing turned into something is a regression without end", () => {
    const zero = benchmark(Array(100).fill(0));
    expect(gateBenchmark(a, { baseline: zero, maxRegression: 1 }).passed).toBe(false);
    expect(gateBenchmark(zero, { baseline: zero, maxRegression: 0 }).passed).toBe(true);
  });
});
