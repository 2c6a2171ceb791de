import { parseBenchmarkReportText } from "@tiny-cats/schema";
import { describe, expect, test } from "vitest";
import { latencies } from "../testing/latencies.ts";
import { benchmark, facts } from "../testing/make-benchmark.ts";
import { benchmarkMarkdown } from "./benchmark-markdown.ts";
import { formatMs } from "./format-ms.ts";
import { markdownText } from "./markdown-text.ts";
import { parseRuntime } from "./parse-runtime.ts";

describe("a report", () => {
  const samples = latencies(5);

  test("has the seed's keys, its samples and where they come from", () => {
    const report = benchmark(samples);
    expect(parseBenchmarkReportText(JSON.stringify(report))).toEqual(report);
    expect(report).toMatchObject({
      model_info: { name: "a-model", device: "cpu", onnx_file: "onnx/model.onnx", image_size: 224, total_size_mb: 8 },
      throughput_images_per_sec: { "1": 250 },
      memory: { peak_memory_mb: 120, session_memory_mb: 40, model_size_mb: 8, total_memory_mb: 16000 },
      timestamp: "2026-11-22T10:00:00.000Z",
      measured: {
        model: { sha256: "a".repeat(64) },
        n: 100,
        command: "tiny-cats bench model.onnx",
        versions: { node: "24.21.0", "onnxruntime-node": "1.30.0" },
      },
      quantiles: expect.stringContaining("type 7"),
    });
    expect(report.memory?.memory_utilization).toBe(120e6 / 16e9);
    expect(report.samples_ms.every((ms, i) => Math.abs(ms - samples[i]) <= 0.5e-4)).toBe(true);
  });

  test("says why a batch, memory or threads were not measured", () => {
    const report = benchmark(samples, {
      threads: null,
      reasons: { threads: "a GPU has none", memory: "not told" },
      hardware: { cpu: null, cores: 4, memory_bytes: null, os: "Linux" },
      raw: {
        memory: undefined,
        throughput: [{ batch: 8, perSecond: null, runs: 0, reason: "the graph is made for batches of 1" }],
        stages: { step: [1, 2, 3] },
        warnings: ["coarse"],
      },
    });
    expect(report.not_measured).toEqual({
      threads: "a GPU has none",
      memory: "not told",
      "throughput_images_per_sec.8": "the graph is made for batches of 1",
    });
    expect(report.stages_ms?.step.p50).toBe(2);
    expect(benchmark(samples, { raw: { throughput: [] } }).throughput_images_per_sec).toBeNull();
    const markdown = benchmarkMarkdown(report);
    expect(markdown).toContain("| 8 | not measured |");
    expect(markdown).toContain("| step | 2.000 |");
    expect(markdown).toContain("> coarse");
    expect(markdown).toContain("- not measured: memory: not told");
  });

  test("holds no machine's name", () => {
    const text = JSON.stringify(benchmark(samples));
    expect(Object.keys(JSON.parse(text).measured.hardware)).toEqual(["cpu", "cores", "memory_bytes", "os"]);
  });
});

test("Markdown keeps hostile names in their place", () => {
  const name = "a|b`c\n# d<script>[x](y)\u202e";
  const markdown = benchmarkMarkdown(
    benchmark(latencies(5), { model: { ...facts.model, name, file: name }, command: `x ${name}` }),
  );
  expect(markdown).not.toMatch(/^# d|<script>|\u202e/m);
  expect(markdown.split("\n")[0]).toBe("# Benchmark of a\\|b\\`c \\# d&lt;script>\\[x\\](y) ");
  expect(markdownText("plain, words 1.5")).toBe("plain, words 1.5");
});

test.each([
  [0, "0"],
  [0.012345, "0.01235"],
  [0.0000004, "0.000000"],
  [1, "1.000"],
  [12.3456, "12.35"],
  [999.96, "1000.0"],
  [12345.6, "12346"],
])("%d ms reads %s", (ms, text) => {
  expect(formatMs(ms)).toBe(text);
});

test("a runtime's name comes apart, and whatever else stays whole", () => {
  expect(parseRuntime("onnxruntime-web 1.30.0-dev (wasm)")).toEqual({
    name: "onnxruntime-web",
    version: "1.30.0-dev",
    provider: "wasm",
  });
  expect(parseRuntime("other")).toEqual({ name: "other", version: "unknown", provider: "unknown" });
});
