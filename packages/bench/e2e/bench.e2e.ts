import { expect, type Page } from "@playwright/test";
import { type BenchmarkReport, parseBenchmarkReport } from "@tiny-cats/schema";
import { test } from "../../core/e2e/page.ts";
import { compareBenchmarks, summarize } from "../src/index.ts";
import { int8Model, sha256, slowModel } from "../src/testing/models.ts";
import { serveBench } from "./serve-bench.ts";

const files = { "/models/int8.onnx": int8Model(), "/models/slow.onnx": slowModel(128, 12) };

/** Benchmarks in the page, whose pool takes its runtime from the page's own server; an error comes back as its code. */
function measure(page: Page, verb: string, source: string, options: object = {}) {
  return page.evaluate(
    async ([verb, source, options]) => {
      const [bench, core] = await Promise.all(
        ["@tiny-cats/bench/web", "@tiny-cats/core/web"].map((entry) => import(entry)),
      );
      const pool = core.createWorkerPool({ runtimeUrl: "/ort/ort.wasm.bundle.min.mjs", workers: 1 });
      const controller = new AbortController();
      const { stopAt, ...others } = options as { stopAt?: string };
      const heard: string[] = [];
      const onProgress = ({ stage }: { stage: string }) => {
        if (heard.at(-1) !== stage) heard.push(stage);
        if (stage === stopAt) controller.abort(new DOMException("enough", "AbortError"));
      };
      try {
        const given = { command: "e2e", enoughMs: 50, pool, onProgress, signal: controller.signal, ...others };
        return { report: await bench[verb as string](source, given), heard };
      } catch (error) {
        const { code, name } = error as { code?: string; name: string };
        return { error: name === "AbortError" ? name : (code ?? String(error)), heard };
      } finally {
        await pool.dispose();
      }
    },
    [verb, source, options] as const,
  ) as Promise<{ report?: BenchmarkReport; error?: string; heard: string[] }>;
}

for (const isolated of [false, true]) {
  test(`a graph is measured in the same schema as in Node, ${isolated ? "with" : "without"} isolation`, async ({
    page,
    open,
  }) => {
    await open({ isolated, intercept: serveBench(files) });
    const options = { runs: 30, warmup: 3, batches: [1, 4], threads: 2 };
    const { report: found, heard } = await measure(page, "benchmarkModel", "/models/slow.onnx", options);
    const report = parseBenchmarkReport(found);
    expect(heard).toEqual(["load", "warmup", "runs", "throughput"]);
    expect(report).toMatchObject({
      kind: "graph",
      provider: "wasm",
      threads: isolated ? 2 : 1,
      batch_size: 1,
      inputs: [{ name: "x", dtype: "float32", dims: [1, 128, 128] }],
      memory: null,
      measured: {
        model: { file: "slow.onnx", sha256: sha256(files["/models/slow.onnx"]) },
        n: 30,
        command: "e2e",
        hardware: { cpu: null, memory_bytes: null },
      },
    });
    expect(report.not_measured.memory).toContain("browser");
    expect(report.measured.versions["onnxruntime-web"]).toMatch(/^1\./);
    expect(report.measured.versions.Chromium).toMatch(/^\d/);
    expect(report.latency_ms).toEqual(summarize(report.samples_ms));
    // What a browser gives its pages: 0.1 ms, and 0.005 ms where they are isolated.
    expect(report.timer_resolution_ms! < 0.05).toBe(isolated);
    expect(report.warnings?.some((text) => text.includes("not cross-origin isolated")) ?? false).toBe(!isolated);
    expect(compareBenchmarks(report, report).verdict).toBe("within-noise");
  });
}

test("calls shorter than a coarse timer's steps are refused", async ({ page, open }) => {
  await open({ intercept: serveBench(files) });
  await page.addInitScript(() => {
    const real = performance.now.bind(performance);
    performance.now = () => Math.floor(real() / 50) * 50;
  });
  await page.reload();
  const { error } = await measure(page, "benchmarkModel", "/models/int8.onnx", { runs: 5 });
  expect(error).toBe("timer-too-coarse");
});

test("our pipelines are measured end to end, with their stages", async ({ page, open }) => {
  await open({ isolated: true, intercept: serveBench(files) });
  const quick = { runs: 3, warmup: 1, batches: [1, 2] };
  const classified = (await measure(page, "benchmarkClassifier", "/models/classifier", quick)).report!;
  expect(classified).toMatchObject({ kind: "classifier", model_info: { name: "cat-breeds-mobilenetv2" } });
  expect(Object.keys(classified.stages_ms!)).toEqual(["decode", "preprocess", "run"]);
  expect(classified.throughput_images_per_sec?.["2"]).toBeGreaterThan(0);
  const drawn = (await measure(page, "benchmarkGenerator", "/models/generator", { ...quick, steps: 2 })).report!;
  expect(drawn).toMatchObject({ kind: "generator", model_info: { name: "cat-portraits-tinydit-64" } });
  expect(drawn.stages_ms?.step.min).toBeGreaterThan(0);
  parseBenchmarkReport(drawn);
});

test("what is missing, none of ours, or taken back ends with a typed error", async ({ page, open }) => {
  await open({ intercept: serveBench({ ...files, "/models/bad.onnx": Uint8Array.of(1, 2, 3) }) });
  const codes = [];
  for (const [source, options] of [
    ["/models/nowhere.onnx", {}],
    ["/models/nowhere", {}],
    ["/models/bad.onnx", {}],
    ["/models/int8.onnx", { shapes: { other: [1] } }],
    ["/models/int8.onnx", { runs: 0 }],
    ["/models/int8.onnx", { stopAt: "warmup" }],
  ] as const)
    codes.push((await measure(page, "benchmarkModel", source, options)).error);
  expect(codes).toEqual([
    "download-failed",
    "no-manifest",
    "invalid-model",
    "unknown-input",
    "invalid-bench-option",
    "AbortError",
  ]);
});
