import { join } from "node:path";
import { writePyTorch } from "@tiny-cats/checkpoint/node";
import { expect, test } from "vitest";
import { vectorPath } from "../../../../tooling/golden/vector-path.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { convertCheckpoint } from "./convert-checkpoint.ts";
import { inspectCheckpoint } from "./inspect-checkpoint.ts";
import { inspectOnnx } from "./inspect-onnx.ts";

test("a trainer's file: model, both weights, tree, every tensor with its numbers", async () => {
  const report = await inspectCheckpoint(vectorPath("architectures/tinydit-seed-trainer.pt"));
  expect(report).toMatchObject({
    format: "pytorch-zip",
    model: { architecture: "tinydit", dialect: "seed-trainer", weights: ["raw", "ema"] },
    states: [
      { key: "model_state_dict", kind: "raw", tensors: 39 },
      { key: "ema_shadow_params", kind: "ema", tensors: 39 },
    ],
    tree: { step: 1000, model_state_dict: "39 tensors", loss: 0.5, config: { image_size: 16 } },
    ties: [],
    not_finite: [],
  });
  expect(report.unknown).toBeUndefined();
  const first = report.tensors[0];
  expect(first).toMatchObject({ name: "model_state_dict.patch_embed.proj.weight", dtype: "f32", shape: [8, 3, 4, 4] });
  expect(first.statistics).toMatchObject({ count: 384, nan: 0 });
  expect(report.bytes).toBe(report.tensors.reduce((sum, { bytes }) => sum + bytes, 0));
});

test("a file of no known model says so, with ties, NaN and values that JSON has not", async () => {
  const folder = temporaryFolder();
  const path = join(folder, "odd.pt");
  const shared = { dtype: "f32" as const, shape: [2], data: Float32Array.of(1, Number.NaN) };
  await writePyTorch(path, {
    a: shared,
    b: shared,
    c: { dtype: "f32", shape: [2], data: Float32Array.of(1, Number.NaN) },
    many: Array.from({ length: 30 }, (_, i) => i),
    nan: { kind: "float", value: Number.NaN },
    big: 2n ** 70n,
    bytes: new Uint8Array(3),
    set: new Set([1]),
    deep: [[[[[[[["x"]]]]]]]],
  });
  const seen: number[] = [];
  const report = await inspectCheckpoint(path, { onProgress: ({ done, total }) => seen.push(done / total) });
  expect(report.model).toBeUndefined();
  expect(report.unknown).toMatchObject({ code: "unknown-architecture", remedy: expect.any(String) });
  expect(report.ties).toEqual([["a", "b"]]);
  expect(report.duplicates).toEqual([["a", "b", "c"]]);
  expect(report.not_finite).toEqual(["a", "b", "c"]);
  expect(seen.at(-1)).toBe(1);
  const tree = report.tree as Record<string, unknown>;
  expect(tree).toMatchObject({ a: "f32 [2]", nan: "NaN", big: String(2n ** 70n), bytes: "3 bytes", set: [1] });
  expect((tree.many as unknown[]).slice(-2)).toEqual([19, "and 10 more"]);
  expect(JSON.stringify(tree.deep)).toBe('[[[[["1 items"]]]]]');
  const quick = await inspectCheckpoint(path, { statistics: false });
  expect(quick.duplicates).toBeUndefined();
  expect(quick.tensors.every(({ statistics }) => statistics === undefined)).toBe(true);
});

test("every golden file can be looked into, and told as JSON", async () => {
  for (const name of [
    "values.pt",
    "dtypes.pt",
    "dtypes-legacy.pt",
    "peculiar.pt",
    "tied.pt",
    "flat.safetensors",
    "tensor.pt",
    "training.pt",
  ]) {
    const report = await inspectCheckpoint(vectorPath(`checkpoint/${name}`));
    expect(JSON.parse(JSON.stringify(report)).tensors.length, name).toBe(report.tensors.length);
  }
});

test("an ONNX file: inputs, outputs, operators, opset, metadata, weights", async () => {
  const out = temporaryFolder();
  await convertCheckpoint(vectorPath("architectures/nanogpt.pt"), out, { to: ["onnx"], opset: 20 });
  const report = await inspectOnnx(join(out, "onnx/model.onnx"));
  expect(report).toMatchObject({
    opsets: { "": 20 },
    inputs: [{ name: "input_ids", dtype: "int64", shape: ["batch", "sequence"] }],
    outputs: [{ name: "logits", dtype: "float32", shape: ["batch", "sequence", 31] }],
    metadata: { architecture: "gpt2", opset: "20", weights: "raw" },
  });
  expect(Object.values(report.operators).reduce((a, b) => a + b)).toBe(report.nodes);
  const counts = Object.values(report.operators);
  expect(counts).toEqual([...counts].sort((a, b) => b - a));
  expect(report.initializers.find(({ name }) => name === "transformer.wpe.weight")).toMatchObject({
    shape: [9, 12],
    bytes: 432,
  });
});
