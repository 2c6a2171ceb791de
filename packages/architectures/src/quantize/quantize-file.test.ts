import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { preprocess } from "@tiny-cats/core";
import { createWorkerPool, findModel, loadGenerator } from "@tiny-cats/core/node";
import { encodePng } from "@tiny-cats/core/png";
import { makeTensor, readModel, tensorValues, writeModel } from "@tiny-cats/onnx";
import { type GenerationManifest, parseQuantizationReport } from "@tiny-cats/schema";
import { afterAll, describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { mobileGraph, spreadNumbers } from "../../../onnx/src/testing/mobile-graph.ts";
import { generatorFolder, mobileFolder, pictureFiles } from "../testing/classifier-folder.ts";
import type { CompareDrawings } from "./compare-drawings.ts";
import { quantizeFile } from "./quantize-file.ts";
import type { QuantizeFileOptions } from "./quantize-options.ts";

const pool = createWorkerPool();
const root = mkdtempSync(join(tmpdir(), "tiny-cats-test-"));
afterAll(async () => {
  await pool.dispose();
  rmSync(root, { recursive: true, force: true });
});

const NAMES = ["Abyssinian", "Bengal", "Birman", "Bombay", "Other"];
const folder = mobileFolder(join(root, "mobile"));
const pictures = pictureFiles.map((path, i) => ({
  path,
  label: NAMES[i % NAMES.length],
  split: i % 3 === 0 ? "val" : "train",
}));
const held = pictures.filter(({ split }) => split === "val");

/** Quantizes into a new folder; what stands there afterwards. */
async function made(options: QuantizeFileOptions, path = folder) {
  const out = temporaryFolder();
  const report = await quantizeFile(path, join(out, "small.onnx"), { pool, latencyRuns: 0, ...options });
  return {
    report: parseQuantizationReport(report),
    bytes: readFileSync(join(out, "small.onnx")),
    names: readdirSync(out),
  };
}

describe("a classifier", () => {
  test.each(["dynamic", "static", "fp16"] as const)(
    "%s: smaller, measured, and told where it comes from",
    async (method) => {
      const { report, bytes, names } = await made({ method, pictures, samples: 6 });
      expect(names).toEqual(["small.onnx"]);
      expect(report).toMatchObject({ method, quantized_size: bytes.length, latency: null, skipped: [] });
      expect(report.accuracy_validation).toMatchObject({ total_samples: held.length });
      expect(report.accuracy_validation!.relative_error).toBeGreaterThan(0);
      expect(report.accuracy_validation!.relative_error).toBeLessThan(0.1);
      expect(report.accuracy).toMatchObject({ split: "val", all: { n: held.length } });
      expect(report.accuracy!.breeds!.n).toBe(held.filter(({ label }) => label !== "Other").length);
      const { metadata } = readModel(bytes);
      expect(metadata.get("quantization_source_sha256")).toBe(report.source.sha256);
      expect(metadata.get("quantization_calibration_sha256")).toBe(report.calibration?.sha256);
      expect(report.calibration?.samples).toBe(method === "static" ? 6 : undefined);
      const again = await made({ method, pictures, samples: 6 });
      expect(again.bytes).toEqual(bytes);
    },
  );

  test("every setting reaches the model", async () => {
    const options = { weights: "uint8", activations: "int8", perChannel: false, reduceRange: true } as const;
    const ranges = { ranges: "percentile", percentile: 99, skip: ["conv_0"] } as const;
    const { report, bytes } = await made({ method: "static", pictures, samples: 5, ...options, ...ranges });
    expect(report.settings).toEqual({
      ...{ weights: "uint8", activations: "int8", per_channel: false, reduce_range: true },
      ...{ ranges: "percentile", percentile: 99 },
    });
    expect(report.skipped).toEqual(["conv_0"]);
    expect(readModel(bytes).graph.initializers.get("w0")?.dtype).toBe("float32");
  });

  test("latency is measured on every runtime that is asked for", async () => {
    const stages = new Set<string>();
    const { report } = await made({
      ...{ method: "dynamic", pictures, samples: 4, latencyRuns: 3, threads: 1 },
      runtimes: ["onnxruntime-node", "onnxruntime-web"],
      onProgress: ({ stage, done, total }) => done <= total && stages.add(stage),
    });
    expect(report.latency?.map(({ runtime, runs, batch }) => [runtime.split(" ")[0], runs, batch])).toEqual([
      ["onnxruntime-node", 3, 1],
      ["onnxruntime-web", 3, 1],
    ]);
    expect([...stages]).toEqual(["reading", "validating", "timing"]);
  });

  test("without pictures only sizes are told", async () => {
    const { report } = await made({ method: "dynamic" });
    expect(report).toMatchObject({ measured: null, accuracy_validation: null, accuracy: null, gate: null });
    expect(report.not_measured.accuracy).toBe("there was nothing to measure on");
  });
});

describe("a bound on the loss", () => {
  /** One weight so large that 8 bits lose the others of its tensor. */
  const model = mobileGraph();
  const w4 = model.graph.initializers.get("w4")!;
  const values = tensorValues(w4);
  values[0] = 4000;
  const initializers = new Map(model.graph.initializers).set("w4", makeTensor("float32", w4.shape, values));
  const fragile = mobileFolder(join(root, "fragile"), { ...model, graph: { ...model.graph, initializers } });

  /** Labels that the original gives, so that its accuracy is 1. */
  async function labelled() {
    const session = await pool.load(readFileSync(join(fragile, "onnx/model.onnx")));
    const { preprocessing } = JSON.parse(readFileSync(join(fragile, "tiny-cats.json"), "utf8"));
    const list = [];
    for (let i = 0; i < 40; i++) {
      const picture = { path: join(fragile, `${i}.png`), split: i % 2 === 0 ? "val" : "train" };
      const pixels = spreadNumbers(768, { scale: 60, phase: i }).map((v, at) => v + 127 + 60 * Math.sin(i + (at % 3)));
      const image = { width: 16, height: 16, data: Uint8ClampedArray.from(pixels) };
      writeFileSync(picture.path, await encodePng(image));
      const data = preprocess(image, preprocessing);
      const { logits } = await session.run({ x: { dtype: "float32", data, dims: [1, 3, 16, 16] } });
      const row = [...(logits.data as Float32Array)];
      list.push({ ...picture, label: NAMES[row.indexOf(Math.max(...row))] });
    }
    await session.dispose();
    return list;
  }

  test("is held by leaving out what hurts", async () => {
    const own = await labelled();
    const options = { method: "static", pictures: own, samples: 8, perChannel: false } as const;
    const free = await made(options, fragile);
    expect(free.report.accuracy!.all.original).toBe(1);
    expect(free.report.accuracy!.all.delta).toBeLessThan(-0.2);

    const { report } = await made({ ...options, maxLoss: 0 }, fragile);
    expect(report.skipped).toContain("conv_4");
    expect(report.gate).toMatchObject({ max_loss: 0, passed: true, forced: false });
    const { breeds, all } = report.accuracy!;
    expect((breeds ?? all).delta).toBe(0);
  });

  test("that cannot be held is an error with nothing written, unless it is forced", async () => {
    const out = temporaryFolder();
    const generator = generatorFolder(temporaryFolder());
    const options = { method: "fp16", samples: 2, validationSamples: 1, maxLoss: 0, maxSkipped: 0 } as const;
    const refused = await errorOf(() => quantizeFile(generator, join(out, "small.onnx"), { pool, ...options }));
    expect(refused).toMatchObject({
      code: "quantization-loss",
      value: { maxLoss: 0, metric: "velocity.relative_error" },
    });
    expect(readdirSync(out)).toEqual([]);
    const forced = await made({ ...options, force: true }, generator);
    expect(forced.report.gate).toMatchObject({ max_loss: 0, passed: false, forced: true });
    expect(forced.report.gate!.loss).toBe((refused.value as { loss: number }).loss);
  });
});

describe("a generator", () => {
  test("is measured on the way of its own drawings", async () => {
    const { report, bytes } = await made(
      { method: "fp16", samples: 3, validationSamples: 2, latencyRuns: 2, maxLoss: 0.1 },
      generatorFolder(temporaryFolder()),
    );
    expect(report).toMatchObject({
      accuracy: null,
      drawings: { n: 2 },
      measured: { seed: 1, n: 2 },
      gate: { metric: "velocity.relative_error", passed: true },
    });
    expect(report.accuracy_validation!.relative_error).toBeGreaterThan(0);
    expect(report.drawings!.max_difference).toBeLessThan(4);
    expect(readModel(bytes).graph.inputs.map(({ type }) => type.dtype)).toEqual(["float32", "float32", "int64"]);
    expect(report.latency).toHaveLength(1);
  });
});

describe("drawings beside photos", () => {
  const distance = (value: number) => ({
    value,
    interval: { level: 0.95, low: value - 0.25, high: value + 0.25 },
    n: 24,
  });

  /** Says that the quantized model's distance is so much above the original's 0.5. */
  const saying =
    (delta: number): CompareDrawings =>
    async ({ original }) => ({
      kid: {
        ...{ original: distance(0.5), quantized: distance(0.5 + delta), seed: 0 },
        reference: { name: "cats", split: "all", n: 20, sha256: "a".repeat(64) },
        extractor: { name: "features of a classifier", sha256: "b".repeat(64) },
        sampler: ((await findModel(original)).manifest as GenerationManifest).generation.sampler,
      },
      delta,
      versions: { sharp: "1.2.3" },
    });
  const given = { method: "fp16", samples: 1, validationSamples: 1 } as const;

  test("are compared by the original and a model with the bytes that are written, which is gone afterwards", async () => {
    const folder = generatorFolder(temporaryFolder());
    let seen: { original: string; quantized: string; bytes: Uint8Array; side: number } | undefined;
    const { report, bytes } = await made(
      {
        ...given,
        async compareDrawings(models, options) {
          await using generator = await loadGenerator(models.quantized);
          const side = generator.manifest.generation.image_size;
          seen = { ...models, bytes: readFileSync(models.quantized), side };
          return saying(0.125)(models, options);
        },
      },
      folder,
    );
    expect(seen).toMatchObject({ original: folder, bytes, side: 8 });
    expect(existsSync(seen!.quantized)).toBe(false);
    expect(existsSync(dirname(seen!.quantized))).toBe(false);
    expect(report).toMatchObject({
      kid_delta: 0.125,
      kid: { original: distance(0.5), quantized: distance(0.625) },
      measured: { versions: { sharp: "1.2.3" } },
      gate: { metric: "kid_delta", max_loss: 0.25, loss: 0.125, passed: true, forced: false },
    });
    expect(report.not_measured).not.toHaveProperty("kid_delta");
  });

  test.each([
    [0.25, undefined, true],
    [0.26, undefined, false],
    [-0.75, undefined, true],
    [0.26, 0.5, true],
    [0.125, 0.1, false],
    [0.125, 0, false],
    [-0.001, 0, true],
  ])("a delta of %d with a bound of %j: %j", async (delta, maxLoss, passed) => {
    const out = temporaryFolder();
    const path = generatorFolder(temporaryFolder());
    const options = { ...given, pool, latencyRuns: 0, compareDrawings: saying(delta) };
    const bound = maxLoss === undefined ? {} : { maxLoss };
    const quantizing = () => quantizeFile(path, join(out, "small.onnx"), { ...options, ...bound });
    if (passed) {
      expect((await quantizing()).gate).toMatchObject({ loss: delta, max_loss: maxLoss ?? 0.25, passed: true });
      return;
    }
    const allowed = maxLoss ?? 0.25;
    const value = { loss: delta, maxLoss: allowed, metric: "kid_delta", skip: [] };
    expect(await errorOf(quantizing)).toMatchObject({ code: "quantization-loss", value });
    expect(readdirSync(out)).toEqual([]);
    const { report } = await made({ ...given, ...bound, compareDrawings: saying(delta), force: true }, path);
    expect(report.gate).toMatchObject({ loss: delta, max_loss: allowed, passed: false, forced: true });
  });

  test("no node is left out for it", async () => {
    const path = generatorFolder(temporaryFolder());
    // Of the velocity nothing may be lost without leaving out nodes.
    const free = await made({ ...given, maxLoss: 0 }, path);
    expect(free.report.skipped.length).toBeGreaterThan(0);
    const { report } = await made({ ...given, maxLoss: 0, compareDrawings: saying(0) }, path);
    expect(report).toMatchObject({ skipped: [], calibration: null, gate: { metric: "kid_delta", passed: true } });
  });

  test("a model that draws nothing is refused before anything is read; what the comparison throws leaves nothing", async () => {
    const refused = await errorOf(() => made({ method: "dynamic", pictures, compareDrawings: saying(0) }));
    expect(refused).toMatchObject({ code: "wrong-model", value: "image-classification" });
    const out = temporaryFolder();
    const controller = new AbortController();
    let quantized = "";
    const stopped = quantizeFile(generatorFolder(temporaryFolder()), join(out, "small.onnx"), {
      ...{ ...given, pool, signal: controller.signal },
      async compareDrawings(models, { signal }) {
        quantized = models.quantized;
        controller.abort(new Error("enough"));
        signal?.throwIfAborted();
        throw new Error("no signal came");
      },
    });
    await expect(stopped).rejects.toThrow("enough");
    expect(readdirSync(out)).toEqual([]);
    expect(existsSync(dirname(quantized))).toBe(false);
  });
});

test("the README's example tells what was saved and lost", async () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const [, code] = /```ts\nimport \{ quantizeFile \}.*\n([\s\S]*?)```/.exec(readme)!;
  const out = join(temporaryFolder(), "model_quantized.onnx");
  const body = code
    .replace('"my-model"', JSON.stringify(folder))
    .replace('"model_quantized.onnx"', JSON.stringify(out));
  const printed: unknown[][] = [];
  const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor as FunctionConstructor;
  const run = new AsyncFunction("quantizeFile", "pictures", "console", body.replace("maxLoss: 0.005", "maxLoss: 1"));
  await run(quantizeFile, pictures, { log: (...values: unknown[]) => printed.push(values) });
  expect(printed).toMatchObject([[expect.any(Number), { split: "val" }, [{ runs: 30 }], []]]);
});

describe("refusals leave nothing", () => {
  const other = [{ path: pictureFiles[0], label: "Bengal", split: "test" }];
  test.each<[string, string, QuantizeFileOptions]>([
    ["calibration-needed", "folder", { method: "static" }],
    ["calibration-needed", "file", { method: "dynamic", maxLoss: 0.1 }],
    ["empty-split", "folder", { method: "dynamic", pictures: other }],
    ["empty-split", "folder", { method: "dynamic", pictures: held }],
    ["unknown-node", "folder", { method: "dynamic", skip: ["none"] }],
    ["invalid-percentile", "folder", { method: "static", pictures, ranges: "percentile", percentile: 10 }],
    [
      "unknown-breed",
      "folder",
      { method: "dynamic", pictures: held.map((p) => ({ ...p, label: "Dodo" })).concat(pictures) },
    ],
    [
      "not-a-picture",
      "folder",
      { method: "dynamic", pictures: pictures.map((p) => ({ ...p, path: import.meta.filename })) },
    ],
  ])("%s, of a %s: %#", async (code, kind, options) => {
    const out = temporaryFolder();
    const file = join(temporaryFolder(), "alone.onnx");
    writeFileSync(file, writeModel(mobileGraph()));
    const path = kind === "file" ? file : folder;
    expect((await errorOf(() => quantizeFile(path, join(out, "small.onnx"), { pool, ...options }))).code).toBe(code);
    expect(readdirSync(out)).toEqual([]);
  });

  test("a file over itself, one that its manifest does not describe, none at all", async () => {
    const own = join(folder, "onnx/model.onnx");
    expect((await errorOf(() => quantizeFile(folder, own, { pool, method: "dynamic" }))).code).toBe("output-is-source");
    const changed = mobileFolder(temporaryFolder());
    const bytes = readFileSync(join(changed, "onnx/model.onnx"));
    bytes[bytes.length - 1] ^= 1;
    writeFileSync(join(changed, "onnx/model.onnx"), bytes);
    const out = join(temporaryFolder(), "small.onnx");
    expect((await errorOf(() => quantizeFile(changed, out, { pool, method: "dynamic" }))).code).toBe("hash-mismatch");
    expect((await errorOf(() => quantizeFile("/no/such", out, { pool, method: "dynamic" }))).code).toBe(
      "model-not-found",
    );
  });

  test("a signal, at every stage", async () => {
    for (const stage of ["reading", "calibrating", "validating", "timing"]) {
      const out = temporaryFolder();
      const controller = new AbortController();
      const given = {
        pool,
        method: "static",
        pictures,
        samples: 4,
        signal: controller.signal,
        latencyRuns: 2,
      } as const;
      const onProgress = (progress: { stage: string }) =>
        progress.stage === stage && controller.abort(new Error(`stopped ${stage}`));
      await expect(quantizeFile(folder, join(out, "small.onnx"), { ...given, onProgress })).rejects.toThrow(stage);
      expect(readdirSync(out)).toEqual([]);
    }
  });
});
