import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { convertCheckpoint, openModel, verifyOnnx } from "@tiny-cats/architectures/node";
import { createWorkerPool, loadClassifier, loadGenerator } from "@tiny-cats/core/node";
import { afterAll, describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { classifierFolder, classifierPt, golden, mobilePt } from "../testing/checkpoints.ts";
import { found } from "../testing/found.ts";
import { hashes } from "../testing/hashes.ts";
import { trainingRun } from "../testing/training-run.ts";
import { prepare } from "./prepare.ts";

const PICTURE = join(import.meta.dirname, "../../../../tooling/fixtures/chelsea.png");
const pool = createWorkerPool();
afterAll(() => pool.dispose());
const json = (...path: string[]) => JSON.parse(readFileSync(join(...path), "utf8"));

describe("a classifier's checkpoint", () => {
  test("becomes a folder that its own graph's runner and transformers' names describe", async () => {
    const path = await classifierPt(join(temporaryFolder(), "cats.pt"));
    const out = join(temporaryFolder(), "out");
    const stages: string[] = [];
    const { folder, models } = await prepare(await found("classifier", path), out, {
      pool,
      license: "Apache-2.0",
      name: "cats",
      onProgress: ({ stage, what }) => stages.push(`${stage} ${what}`),
    });
    const [model] = models;
    expect(folder).toBe(out);
    const all = hashes(out);
    expect(Object.keys(all)).toEqual([
      "config.json",
      "model.safetensors",
      "onnx/model.onnx",
      "onnx/model_quantized.onnx",
      "preprocessor_config.json",
      "tiny-cats.json",
    ]);
    expect(model).toMatchObject({
      kind: "classifier",
      folder: "",
      graph: { path: "onnx/model.onnx", sha256: all["onnx/model.onnx"] },
      quantized: { path: "onnx/model_quantized.onnx", sha256: all["onnx/model_quantized.onnx"] },
      weights: { path: "model.safetensors", sha256: all["model.safetensors"] },
      source: { path: "cats.pt", dialect: "seed-classifier", weights: "raw" },
      missing: [],
    });
    expect(model.parity!.largest_gap).toBeLessThan(1e-4);
    expect(model.manifest).toEqual(json(out, "tiny-cats.json"));
    expect(model.manifest).toMatchObject({ name: "cats", architecture: "resnet", license: "Apache-2.0" });
    expect(model.manifest.provenance?.origin).toContain(model.source.sha256);
    expect(model.manifest.provenance?.untrained).toBe(false);
    const config = json(out, "config.json");
    expect(config).toMatchObject({
      model_type: "resnet",
      architectures: ["ResNetForImageClassification"],
      torch_dtype: "float32",
    });
    expect(config.id2label["7"]).toBe("Persian");
    expect(config.label2id.Other).toBe(12);
    expect(json(out, "preprocessor_config.json")).toMatchObject({
      size: { shortest_edge: 256 },
      crop_size: { height: 224, width: 224 },
    });
    await using weights = await openModel(out);
    const learnt = [...weights.tensors].filter(([name]) => /(?:weight|bias)$/.test(name));
    const count = learnt.reduce((sum, [, { shape }]) => sum + shape.reduce((a, b) => a * b, 1), 0);
    expect(model.manifest.parameters).toBe(count);
    await using classifier = await loadClassifier(out, { pool });
    const { predictions } = await classifier.classify(PICTURE);
    expect(predictions).toHaveLength(13);
    await using small = await loadClassifier(join(out, "onnx/model_quantized.onnx"), { pool });
    expect((await small.classify(PICTURE)).predictions).toHaveLength(13);
    expect(new Set(stages.map((stage) => stage.split(": ")[0]))).toEqual(new Set(["prepare classifier"]));
  });

  test("gives the same files again, over what it has made", async () => {
    const models = await found("classifier", await classifierPt(join(temporaryFolder(), "cats.pt")));
    const out = join(temporaryFolder(), "out");
    const first = await prepare(models, out, { pool });
    const before = hashes(out);
    writeFileSync(join(out, "left.txt"), "from a stage that came later");
    expect(await prepare(models, out, { pool })).toEqual(first);
    expect(hashes(out)).toEqual(before);
    expect(first.models[0].manifest.license).toBe("LicenseRef-unknown");
    expect(first.models[0].notes).toContain("No licence is known: tell it with --license.");
  });

  test("keeps the labels and the preprocessing of the folder that it lies in", async () => {
    const labels = ["a", "b", "c"];
    const folder = await classifierFolder(temporaryFolder(), 3, {
      id2label: { ...labels },
      auto_map: { AutoModel: "somebody/code--model.Model" },
      _name_or_path: "/home/somebody/model",
    });
    const asked = {
      size: { shortest_edge: 72 },
      crop_size: { height: 64, width: 64 },
      resample: 3,
      image_mean: [0.5, 0.5, 0.5],
      image_std: [0.25, 0.25, 0.25],
    };
    writeFileSync(join(folder, "preprocessor_config.json"), JSON.stringify(asked));
    const out = join(temporaryFolder(), "out");
    const { models } = await prepare(await found("classifier", folder), out, { pool, quantize: false });
    expect(models[0].manifest).toMatchObject({
      labels,
      preprocessing: { resize: { short_side: 72, resample: "bicubic" }, mean: [0.5, 0.5, 0.5] },
    });
    expect(models[0].quantized).toBeUndefined();
    expect(readFileSync(join(out, "config.json"), "utf8")).not.toContain("somebody");
    expect(json(out, "preprocessor_config.json")).toMatchObject({ ...asked, do_center_crop: true });
  });

  test("without names for its labels is refused, and leaves nothing", async () => {
    const parent = temporaryFolder();
    const models = await found("classifier", await classifierPt(join(parent, "two.pt"), 2));
    const error = await errorOf(() => prepare(models, join(parent, "out"), { pool }));
    expect(error).toMatchObject({ code: "labels-needed", value: 2 });
    expect(Object.keys(hashes(parent))).toEqual(["two.pt"]);
    writeFileSync(join(parent, "labels.json"), JSON.stringify({ cat: 0, other: 1 }));
    const made = await prepare(models, join(parent, "out"), { pool, quantize: false });
    expect(made.models[0].manifest.labels).toEqual(["cat", "other"]);
  });

  test("of an architecture that transformers lacks says so", async () => {
    const models = await found("classifier", await mobilePt(join(temporaryFolder(), "m.pt")));
    const made = await prepare(models, join(temporaryFolder(), "out"), { pool, quantize: false });
    expect(made.models[0].manifest.architecture).toBe("mobilenet_v3_small");
    expect(made.models[0].notes.join()).toContain("transformers has no model of the architecture mobilenet-v3-small");
  });

  test("in float16 has weights and a graph of it, and none in 8 bits", async () => {
    const models = await found("classifier", await classifierPt(join(temporaryFolder(), "c.pt")));
    const { models: made } = await prepare(models, join(temporaryFolder(), "out"), { pool, dtype: "float16" });
    const types = made[0].manifest.files.map(({ path, dtype }) => [path, dtype]);
    expect(types.slice(0, 2)).toEqual([
      ["onnx/model.onnx", "float16"],
      ["model.safetensors", "float16"],
    ]);
    expect(made[0].quantized).toBeUndefined();
  });
});

describe("a generator's checkpoint", () => {
  const DIT = golden("tinydit-seed-trainer.pt");

  test("is published with its moving average, and draws", async () => {
    const models = await found("generator", DIT);
    const out = join(temporaryFolder(), "out");
    const { models: made } = await prepare(models, out, { pool });
    expect(made[0]).toMatchObject({
      kind: "generator",
      folder: "generator",
      source: { dialect: "seed-trainer", weights: "ema" },
    });
    expect(made[0].graph.path).toBe("generator/onnx/model.onnx");
    expect(made[0].manifest.generation).toMatchObject({
      null_class: 12,
      prediction: "velocity",
      drawable: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
    });
    expect(json(out, "generator/config.json")).toMatchObject({
      model_type: "tinydit",
      null_class: false,
      id2label: { 12: "Other" },
    });
    await using generator = await loadGenerator(join(out, "generator"), { pool });
    for await (const { image } of generator.draw(["Bengal"], { seed: 1, steps: 2 })) {
      expect(image.width).toBe(made[0].manifest.generation!.image_size);
    }
    const raw = await prepare(models, out, { pool, weights: "raw", quantize: false });
    expect(raw.models[0].source.weights).toBe("raw");
    expect(raw.models[0].graph.sha256).not.toBe(made[0].graph.sha256);
  });

  test("of a training says what it was trained from, on what, how long and with which seed", async () => {
    const run = await trainingRun(temporaryFolder());
    const out = join(temporaryFolder(), "out");
    const options = { pool, quantize: false } as const;
    const [made] = (await prepare(await found("generator", run), out, options)).models;
    expect(made.source).toMatchObject({ path: "average.safetensors", dialect: "tiny-cats", weights: "ema" });
    expect(made.manifest.provenance).toEqual({
      origin: expect.stringMatching(/^the moving average .*saved at step 10, trained with the seed 5, read as/),
      untrained: false,
      parent: { name: "someone/cats", revision: "v1" },
      datasets: [{ name: "pets", sha256: "d".repeat(64) }],
    });
    const [raw] = (await prepare(await found("generator", run), out, { ...options, weights: "raw" })).models;
    expect(raw.source).toMatchObject({ path: "model.safetensors", weights: "raw" });
  });

  test("that a training exported as its average is published as that", async () => {
    const run = await trainingRun(temporaryFolder());
    await convertCheckpoint(join(run, "step-20"), join(run, "final"));
    const options = { pool, quantize: false, weights: "raw" } as const;
    const out = join(temporaryFolder(), "out");
    const [made] = (await prepare(await found("generator", run), out, options)).models;
    expect(made.source).toMatchObject({ path: "model.safetensors", weights: "ema" });
    expect(made.notes).toContainEqual(expect.stringContaining("the moving average of its weights alone"));
    expect(made.manifest.provenance).toMatchObject({
      origin: expect.not.stringContaining("saved at step"),
      parent: { name: "someone/cats" },
    });
  });

  test("goes with a graph that was given, if that gives its outputs", async () => {
    const parent = temporaryFolder();
    const out = join(parent, "out");
    const [model] = await found("generator", DIT);
    await prepare([model], out, { pool, quantize: false });
    copyFileSync(join(out, "generator/onnx/model.onnx"), join(parent, "ema.onnx"));
    const given = [{ ...model, graph: join(parent, "ema.onnx") }];
    const made = await prepare(given, out, { pool, quantize: false });
    expect(made.models[0].parity!.largest_gap).toBeLessThan(1e-4);
    expect(made.models[0].notes.join()).toContain("ema.onnx as it was given");
    const error = await errorOf(() => prepare(given, out, { pool, quantize: false, weights: "raw" }));
    expect(error.code).toBe("parity-failed");
    expect(hashes(out)["generator/onnx/model.onnx"]).toBe(made.models[0].graph.sha256);
  });

  test("that was never trained is refused", async () => {
    const model = {
      kind: "generator",
      place: "explicit",
      form: "checkpoint",
      sha256: "",
      path: golden("tinydit-seed-dummy.pt"),
    } as const;
    expect(await errorOf(() => prepare([model], join(temporaryFolder(), "out"), { pool }))).toMatchObject({
      code: "untrained-model",
    });
  });
});

describe("a language model's checkpoint", () => {
  test("becomes a folder of transformers with its graph, tokenizer and data, and its vocabulary is cut to the tokenizer", async () => {
    const vocabulary = Object.fromEntries(Array.from({ length: 20 }, (_, id) => [`t${id}`, id]));
    const tokens = folderOf({ "vocab.json": JSON.stringify(vocabulary), "merges.txt": "#version: 0.2\n" });
    const data = folderOf({ "train.bin": "ab", "metadata.json": "{}", "secret.txt": "no" });
    const out = join(temporaryFolder(), "out");
    const { models } = await prepare(await found("language", golden("nanogpt.pt")), out, {
      pool,
      tokenizer: tokens,
      data,
    });
    expect(Object.keys(hashes(out))).toEqual([
      "config.json",
      "datasets/metadata.json",
      "datasets/train.bin",
      "generation_config.json",
      "merges.txt",
      "model.safetensors",
      "onnx/model.onnx",
      "tiny-cats.json",
      "training_metadata.json",
      "vocab.json",
    ]);
    expect(json(out, "config.json").vocab_size).toBe(20);
    const [model] = models;
    expect(model.manifest).toMatchObject({ task: "text-generation", architecture: "gpt2" });
    expect(model.manifest.outputs[0].shape.at(-1)).toBe(20);
    expect(model.source).toMatchObject({ path: "nanogpt.pt", dialect: "nanogpt" });
    expect(model.notes.join()).toContain("rows of the token embedding were cut off");
    expect((await verifyOnnx(join(out, "onnx/model.onnx"), { against: out })).parity.largest_gap).toBeLessThan(1e-4);
  });

  test("of NanEcho keeps what GPT-2 lacks, and its graph is the whole", async () => {
    const out = join(temporaryFolder(), "out");
    const { models } = await prepare(await found("language", golden("nanecho-cache.pt")), out, { pool });
    expect(models[0].manifest.architecture).toBe("nanecho");
    expect(Object.keys(hashes(out))).toContain("nanecho_extras.safetensors");
    expect(models[0].weights?.path).toBe("model.safetensors");
    expect((await verifyOnnx(join(out, "onnx/model.onnx"), { against: out })).architecture).toBe("nanecho");
  });

  test("takes the tokenizer that lies beside it", async () => {
    const vocabulary = JSON.stringify(Object.fromEntries(Array.from({ length: 20 }, (_, id) => [`t${id}`, id])));
    const folder = folderOf({ "vocab.json": vocabulary, "merges.txt": "#version: 0.2\n" });
    copyFileSync(golden("nanogpt.pt"), join(folder, "ckpt.pt"));
    const out = join(temporaryFolder(), "out");
    const { models } = await prepare(await found("language", join(folder, "ckpt.pt")), out, { pool });
    expect(readFileSync(join(out, "vocab.json"), "utf8")).toBe(vocabulary);
    const tokenizer = models[0].manifest.files.filter(({ role }) => role === "tokenizer").map(({ path }) => path);
    expect(tokenizer.sort()).toEqual(["merges.txt", "vocab.json"]);
  });

  test("with a tokenizer that is too large, or a data folder without a token set, is refused", async () => {
    const models = await found("language", golden("nanogpt.pt"));
    const out = join(temporaryFolder(), "out");
    const tokens = folderOf({ "vocab.json": JSON.stringify({ a: 0, b: 99_999 }) });
    expect(await errorOf(() => prepare(models, out, { pool, tokenizer: tokens }))).toMatchObject({
      code: "vocabulary-mismatch",
    });
    expect(await errorOf(() => prepare(models, out, { pool, data: temporaryFolder() }))).toMatchObject({
      code: "file-missing",
    });
  });
});

test("a checkpoint that was saved again since it was found is refused", async () => {
  const path = join(temporaryFolder(), "latest.pt");
  copyFileSync(golden("nanogpt.pt"), path);
  const models = await found("language", path);
  copyFileSync(golden("nanogpt-nobias.pt"), path);
  const error = await errorOf(() => prepare(models, join(temporaryFolder(), "out"), { pool }));
  expect(error).toMatchObject({ code: "hash-mismatch", value: { expected: models[0].sha256 } });
});

test("kinds that can't share a repository are refused", async () => {
  const models = [
    ...(await found("language", golden("nanogpt.pt"))),
    ...(await found("generator", golden("tinydit-seed-trainer.pt"))),
  ];
  const out = join(temporaryFolder(), "out");
  for (const wrong of [models, [models[0], models[0]], []]) {
    expect((await errorOf(() => prepare(wrong, out, { pool }))).code).toBe("kinds-conflict");
  }
});

test("a stop while converting leaves the folder as it was, and what a kill has left is cleared away", async () => {
  const models = await found("generator", golden("tinydit-seed-trainer.pt"));
  const parent = temporaryFolder();
  const out = join(parent, "out");
  await prepare(models, out, { pool, quantize: false });
  const before = hashes(parent);
  const stop = new AbortController();
  const reason = new Error("enough");
  const run = prepare(models, out, { pool, signal: stop.signal, onProgress: () => stop.abort(reason) });
  await expect(run).rejects.toBe(reason);
  expect(hashes(parent)).toEqual(before);
  mkdirSync(join(parent, ".out.making"));
  writeFileSync(join(parent, ".out.making/half"), "half");
  await prepare(models, out, { pool, quantize: false });
  expect(hashes(parent)).toEqual(before);
});
