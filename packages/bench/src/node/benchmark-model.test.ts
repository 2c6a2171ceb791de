import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { benchChildren } from "../testing/children.ts";
import { failingModel, fixedModel, int8Model, mixedModel, sha256, slowModel } from "../testing/models.ts";
import { benchmarkModel } from "./benchmark-model.ts";

const quick = { command: "test", warmup: 2, runs: 12, batches: [1, 4], enoughMs: 20, threads: 1 };
const linux = process.platform === "linux";

function file(bytes: Uint8Array): string {
  return join(folderOf({ "m.onnx": bytes }), "m.onnx");
}

test("an int8 graph's report says what ran on what, and its statistics are those of its samples", async () => {
  const bytes = int8Model();
  const report = await benchmarkModel(file(bytes), quick);
  expect(report).toMatchObject({
    kind: "graph",
    provider: "cpu",
    threads: 1,
    batch_size: 1,
    warmup: 2,
    model_info: { name: "m", onnx_file: "m.onnx", image_size: 32, total_size_mb: bytes.length / 1e6 },
    inputs: [{ name: "pixel_values", dtype: "float32", dims: [1, 3, 32, 32] }],
    measured: { model: { file: "m.onnx", sha256: sha256(bytes) }, n: 12, seed: 0, command: "test", data: null },
    not_measured: {},
  });
  expect(report.measured.versions["onnxruntime-node"]).toMatch(/^1\.\d+\.\d+/);
  expect(report.samples_ms).toHaveLength(12);
  expect(report.load_ms).toBeGreaterThan(0);
  expect(Object.keys(report.throughput_images_per_sec!)).toEqual(["1", "4"]);
  const { hardware } = report.measured;
  expect(Object.keys(hardware).sort()).toEqual(["cores", "cpu", "memory_bytes", "os"]);
});

test("memory is that of a process of its own: a larger graph takes more, and this process is not counted", async () => {
  const ballast = Buffer.alloc(600e6, 1);
  const small = await benchmarkModel(file(fixedModel()), quick);
  const large = await benchmarkModel(file(slowModel(2000, 2)), { ...quick, runs: 2, batches: [] });
  expect(ballast[5e8]).toBe(1);
  const [few, many] = [small.memory!.peak_memory_mb!, large.memory!.peak_memory_mb!];
  expect(few).toBeGreaterThan(30);
  expect(few).toBeLessThan(300);
  // Input, output and what lies between have 16 MB each.
  expect(many - few).toBeGreaterThan(32);
  expect(large.memory!.session_memory_mb!).toBeGreaterThan(32);
});

describe("inputs", () => {
  test("of every type are made, and sides that the graph leaves open are asked for by name", async () => {
    const path = file(mixedModel());
    const error = await errorOf(() => benchmarkModel(path, quick));
    expect(error.code).toBe("shape-needed");
    expect(error.message).toContain('"ids" whose sides "sequence"');
    const report = await benchmarkModel(path, { ...quick, shapes: { ids: [1, 6] }, batchSize: 3 });
    expect(report.inputs).toEqual([
      { name: "ids", dtype: "int64", dims: [3, 6] },
      { name: "scale", dtype: "float16", dims: [3, 1] },
      { name: "on", dtype: "bool", dims: [] },
    ]);
    expect(report.throughput_images_per_sec?.["4"]).toBeGreaterThan(0);
  });

  test("that leave no batch to choose are measured as they are", async () => {
    const report = await benchmarkModel(file(fixedModel()), quick);
    expect(report.batch_size).toBe(2);
    expect(report.throughput_images_per_sec).toEqual({ "1": null, "4": null });
    expect(report.not_measured["throughput_images_per_sec.4"]).toBe("the graph is made for batches of 2");
  });
});

describe("refuses", () => {
  test.each([
    ["what is not there", () => "/nowhere/m.onnx", {}, "model-not-found"],
    ["an empty folder", () => folderOf({}), {}, "model-not-found"],
    ["what is no graph", () => file(Uint8Array.of(1, 2, 3)), {}, "invalid-model"],
    ["half a graph", () => file(int8Model().subarray(0, 300)), {}, "invalid-model"],
    ["a provider that is not there", () => file(fixedModel()), { provider: "abacus" }, "no-such-provider"],
    ["no runs", () => file(fixedModel()), { runs: 0 }, "invalid-bench-option"],
    ["half a thread", () => file(fixedModel()), { threads: 0.5 }, "invalid-bench-option"],
    ["an element type of a file", () => file(fixedModel()), { dtype: "float16" }, "invalid-bench-option"],
    ["another input's shape", () => file(fixedModel()), { shapes: { z: [1] } }, "unknown-input"],
  ])("%s", async (_, path, options, code) => {
    expect((await errorOf(() => benchmarkModel(path(), { ...quick, ...options }))).code).toBe(code);
  });
});

test("a graph that fails when it runs is told of in the runtime's words", async () => {
  const error = await errorOf(() => benchmarkModel(file(failingModel()), quick));
  expect(error.code).toBe("run-failed");
  expect(error.message).toMatch(/Gather/);
});

test("a folder's graph is found by its manifest, or by its name, also of another element type", async () => {
  const [plain, half] = [int8Model(), fixedModel()];
  const folder = folderOf({
    "onnx/model.onnx": plain,
    "onnx/model_fp16.onnx": half,
    "onnx/model.onnx_data": "x".repeat(9),
  });
  const report = await benchmarkModel(folder, { ...quick, batches: [] });
  expect(report.measured.model).toEqual({ file: "onnx/model.onnx", sha256: sha256(plain) });
  expect(report.model_info).toMatchObject({ external_data: [{ file: "model.onnx_data" }] });
  expect(report.model_info.total_size_mb).toBeCloseTo((plain.length + 9) / 1e6, 9);
  const other = await benchmarkModel(folder, { ...quick, batches: [], dtype: "float16" });
  expect(other.measured.model).toEqual({ file: "onnx/model_fp16.onnx", sha256: sha256(half) });
  expect((await errorOf(() => benchmarkModel(folder, { ...quick, dtype: "int8" }))).code).toBe("model-not-found");
});

test("the WebAssembly runtime is measured in Node as well, with its one thread", async () => {
  const report = await benchmarkModel(file(int8Model()), { ...quick, threads: 2, runtime: "onnxruntime-web" });
  expect(report).toMatchObject({ provider: "wasm", threads: 1 });
  expect(report.measured.versions["onnxruntime-web"]).toMatch(/^1\./);
});

test.runIf(linux).each(["load", "warmup", "runs"])("a signal during %s leaves no process", async (stage) => {
  const reason = new Error("enough");
  const controller = new AbortController();
  const measured = benchmarkModel(file(slowModel()), {
    ...quick,
    runs: 10_000,
    warmup: 100,
    signal: controller.signal,
    onProgress(progress) {
      if (progress.stage !== stage && stage !== "runs") return;
      if (stage === "runs" && progress.stage === "load") return;
      expect(benchChildren()).toHaveLength(1);
      controller.abort(reason);
    },
  });
  await expect(measured).rejects.toBe(reason);
  expect(benchChildren()).toEqual([]);
});

test.runIf(linux)("a process that is killed is told of, and so is an error of the caller's", async () => {
  const path = file(slowModel());
  const killed = benchmarkModel(path, {
    ...quick,
    runs: 10_000,
    // What it had told before it ended may come afterwards.
    onProgress: () => {
      for (const child of benchChildren()) process.kill(child, "SIGKILL");
    },
  });
  const error = await errorOf(() => killed);
  expect(error.code).toBe("bench-process-ended");
  expect(error.message).toContain("by SIGKILL before it answered");
  const own = new Error("the caller's");
  const thrown = benchmarkModel(path, {
    ...quick,
    runs: 10_000,
    onProgress() {
      throw own;
    },
  });
  await expect(thrown).rejects.toBe(own);
  expect(benchChildren()).toEqual([]);
});

test.runIf(linux)("a process whose caller is killed ends by itself", async () => {
  const path = file(slowModel(128, 10));
  const entry = new URL("./benchmark-model.ts", import.meta.url).href;
  const script = `
    import { benchmarkModel } from ${JSON.stringify(entry)};
    const options = { command: "test", threads: 1, runs: 1000000, onProgress: ({ stage }) => console.log(stage) };
    await benchmarkModel(${JSON.stringify(path)}, options);`;
  const caller = spawn(process.execPath, ["--no-warnings", "--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const stages of caller.stdout) if (String(stages).includes("runs")) break;
  const [child, ...others] = benchChildren(caller.pid);
  expect(others).toEqual([]);
  caller.kill("SIGKILL");
  const isThere = () => existsSync(`/proc/${child}`);
  expect(isThere()).toBe(true);
  await expect.poll(isThere, { timeout: 20_000 }).toBe(false);
});
