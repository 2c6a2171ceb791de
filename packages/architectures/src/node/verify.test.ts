import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openCheckpoint, writeSafetensors } from "@tiny-cats/checkpoint/node";
import { readModel, writeModel, writeModelChunks } from "@tiny-cats/onnx";
import { describe, expect, test } from "vitest";
import { vectorPath } from "../../../../tooling/golden/vector-path.ts";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { onnxruntime } from "../testing/onnxruntime.ts";
import { convertCheckpoint } from "./convert-checkpoint.ts";
import { openModel } from "./open-model.ts";
import { verifyCheckpoint } from "./verify-checkpoint.ts";
import { verifyOnnx } from "./verify-onnx.ts";

const TRAINER = vectorPath("architectures/tinydit-seed-trainer.pt");

describe("a checkpoint", () => {
  test("that is sound is said to be, with what was seen", async () => {
    const seen: number[] = [];
    const report = await verifyCheckpoint(TRAINER, { weights: "ema", onProgress: ({ done }) => seen.push(done) });
    expect(report).toMatchObject({
      ok: true,
      problems: [],
      architecture: "tinydit",
      dialect: "seed-trainer",
      tensors: 39,
    });
    expect(report.forward).toMatchObject([{ output: "velocity", shape: [1, 3, 16, 16] }]);
    expect(report.forward[0].max).toBeGreaterThan(report.forward[0].min);
    expect(seen).toEqual(Array.from({ length: 39 }, (_, i) => i + 1));
    await using model = await openModel(TRAINER, { weights: "ema" });
    const numbers = [...model.tensors.values()].map(({ shape }) => shape.reduce((a, b) => a * b, 1));
    expect(report.parameters).toBe(numbers.reduce((a, b) => a + b, 0));
  });

  test("with NaN, infinities, equal tensors or without training has each named", async () => {
    const folder = temporaryFolder();
    await convertCheckpoint(TRAINER, folder, { weights: "raw" });
    const path = join(folder, "model.safetensors");
    await using good = await openCheckpoint(path);
    const data = new Map<string, { dtype: "f32"; shape: readonly number[]; data: Float32Array<ArrayBuffer> }>();
    for (const [name, tensor] of good.tensors) {
      data.set(name, { dtype: "f32", shape: tensor.shape, data: (await tensor.read()) as Float32Array<ArrayBuffer> });
    }
    data.get("blocks.0.norm1.weight")!.data[3] = Number.NaN;
    data.get("blocks.1.mlp.fc1.weight")!.data[0] = Number.NEGATIVE_INFINITY;
    data.get("blocks.1.norm2.bias")!.data.set(data.get("blocks.0.norm2.bias")!.data);
    const bad = join(folder, "bad.safetensors");
    await writeSafetensors(bad, data);
    const report = await verifyCheckpoint(bad);
    expect(report.ok).toBe(false);
    expect(report.problems.map(({ kind }) => kind)).toEqual(["not-finite", "not-finite", "forward-not-finite"]);
    expect(report.problems[0].message).toBe("blocks.0.norm1.weight: 1 NaN and 0 infinities among 8");
    expect(report.problems[1].message).toBe("blocks.1.mlp.fc1.weight: 0 NaN and 1 infinities among 256");
    expect(report.duplicates).toEqual([["blocks.0.norm2.bias", "blocks.1.norm2.bias"]]);
    const dummy = await verifyCheckpoint(vectorPath("architectures/tinydit-seed-dummy.pt"));
    expect(dummy.problems.map(({ kind }) => kind)).toEqual(["untrained"]);
    data.delete("pos_embed");
    data.delete("blocks.1.norm2.bias");
    await writeSafetensors(bad, data);
    expect(await errorOf(() => verifyCheckpoint(bad))).toMatchObject({
      code: "tensor-mismatch",
      value: { missing: ["blocks.1.norm2.bias"] },
    });
  });
});

describe("an ONNX file", () => {
  test("that was made from a checkpoint is held to it, on both machines", async () => {
    const out = temporaryFolder();
    await convertCheckpoint(TRAINER, out, { weights: "ema", to: ["onnx"] });
    const path = join(out, "onnx/model.onnx");
    for (const runtime of [undefined, onnxruntime]) {
      const report = await verifyOnnx(path, { against: TRAINER, weights: "ema", ...(runtime && { runtime }) });
      expect(report.parity.largest_gap).toBeLessThan(1e-5);
      expect(report.parity.compared).toBe("velocity");
      expect(report.parity.with).toContain(runtime ? "onnxruntime-node" : "the same");
    }
    expect(await errorOf(() => verifyOnnx(path, { against: TRAINER, weights: "raw" }))).toMatchObject({
      code: "parity-failed",
      value: { output: "velocity" },
    });
    expect(
      await errorOf(() => verifyOnnx(path, { against: TRAINER, weights: "ema", tolerance: 0, runtime: onnxruntime })),
    ).toMatchObject({
      code: "parity-failed",
    });
    const nanogpt = vectorPath("architectures/nanogpt.pt");
    expect(await errorOf(() => verifyOnnx(path, { against: nanogpt }))).toMatchObject({ code: "graph-mismatch" });
    expect(await errorOf(() => verifyOnnx(join(out, "none.onnx"), { against: nanogpt }))).toMatchObject({
      code: "file-not-found",
    });
    expect(await errorOf(() => verifyOnnx(out, { against: nanogpt }))).toMatchObject({ code: "file-unreadable" });
  });

  test("with one number changed does not pass", async () => {
    const out = temporaryFolder();
    await convertCheckpoint(TRAINER, out, { weights: "ema", to: ["onnx"] });
    const path = join(out, "onnx/model.onnx");
    const model = readModel(await readFile(path));
    const bias = model.graph.initializers.get("final_layer.linear.bias")!;
    const floats = new Float32Array(bias.bytes.slice().buffer);
    floats[5] += 0.01;
    const initializers = new Map(model.graph.initializers).set("final_layer.linear.bias", {
      ...bias,
      bytes: new Uint8Array(floats.buffer),
    });
    await writeFile(path, writeModel({ ...model, graph: { ...model.graph, initializers } }));
    expect(await errorOf(() => verifyOnnx(path, { against: TRAINER, weights: "ema" }))).toMatchObject({
      code: "parity-failed",
    });
  });

  test("has its weights beside it", async () => {
    const out = temporaryFolder();
    await convertCheckpoint(TRAINER, out, { weights: "ema", to: ["onnx"] });
    const model = readModel(await readFile(join(out, "onnx/model.onnx")));
    const { model: file, external } = writeModelChunks(model, { external: { location: "w.bin", threshold: 64 } });
    const path = join(out, "split.onnx");
    await writeFile(path, Buffer.concat(file.chunks));
    expect(await errorOf(() => verifyOnnx(path, { against: TRAINER, weights: "ema" }))).toMatchObject({
      code: "file-not-found",
    });
    const weights = Buffer.concat(external!.chunks);
    await writeFile(join(out, "w.bin"), weights);
    const report = await verifyOnnx(path, { against: TRAINER, weights: "ema", runtime: onnxruntime });
    expect(report.parity.largest_gap).toBeLessThan(1e-5);
    await writeFile(join(out, "w.bin"), weights.subarray(0, 1000));
    expect(await errorOf(() => verifyOnnx(path, { against: TRAINER, weights: "ema" }))).toMatchObject({
      code: "corrupt-onnx",
    });
  });
});
