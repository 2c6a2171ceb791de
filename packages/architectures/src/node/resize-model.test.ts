import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { formula } from "../../../../tooling/golden/fill.ts";
import { vectorPath } from "../../../../tooling/golden/vector-path.ts";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { loadTensors } from "../load-tensors.ts";
import { folderContents } from "../testing/folder-contents.ts";
import { onnxruntime } from "../testing/onnxruntime.ts";
import { gap, runOnnxruntime } from "../testing/run-graph.ts";
import { tinyDit } from "../tinydit/tinydit.ts";
import { convertCheckpoint } from "./convert-checkpoint.ts";
import { openModel } from "./open-model.ts";

/** A TinyDiT of 16 x 16 and its configuration, as a folder. */
async function smallModel() {
  const folder = temporaryFolder();
  const config = { image_size: 16, patch_size: 4, embed_dim: 8, depth: 2, num_heads: 2, prediction: "sample" } as const;
  await convertCheckpoint(vectorPath("architectures/tinydit.safetensors"), join(folder, "own"), { config });
  return { folder, own: join(folder, "own") };
}

describe("a TinyDiT written for another size of picture", () => {
  test("answers as the network does that interpolates its positions itself", async () => {
    const { folder, own } = await smallModel();
    const out = join(folder, "out");
    const report = await convertCheckpoint(own, out, {
      imageSize: 24,
      to: ["safetensors", "onnx"],
      runtime: onnxruntime,
    });
    expect(report.config).toMatchObject({ image_size: 24, patch_size: 4 });
    expect(report.notes).toContain("Positions of pictures of 16 were interpolated for those of 24.");
    expect(JSON.parse(await readFile(join(out, "config.json"), "utf8"))).toMatchObject({ image_size: 24 });
    const inputs = {
      noise: { shape: [2, 3, 24, 24], data: formula("input", 2 * 3 * 24 * 24, 2) },
      timestep: { shape: [2], data: Float32Array.of(0.25, 0.5) },
      breed: { shape: [2], data: BigInt64Array.of(3n, 12n) },
    };
    await using model = await openModel(own);
    const weights = await loadTensors(model.tensors);
    const inGraph = tinyDit.graph(model.config as never, weights, { imageSize: 24 });
    const expected = await runOnnxruntime(inGraph, inputs);
    const exported = await runOnnxruntime(join(out, "onnx/model.onnx"), inputs);
    expect(gap(exported.velocity, expected.velocity)).toBeLessThan(1e-6);
  });

  test("keeps its element type", async () => {
    const { folder, own } = await smallModel();
    await convertCheckpoint(own, join(folder, "half"), { dtype: "float16" });
    await convertCheckpoint(join(folder, "half"), join(folder, "larger"), { imageSize: 32 });
    await using model = await openModel(join(folder, "larger"));
    const positions = model.tensors.get("pos_embed")!;
    expect([positions.dtype, positions.shape]).toEqual(["f16", [1, 64, 8]]);
  });

  test("is the same in its own", async () => {
    const { folder, own } = await smallModel();
    const usual = await convertCheckpoint(own, join(folder, "usual"));
    const same = await convertCheckpoint(own, join(folder, "same"), { imageSize: 16 });
    expect(same).toEqual(usual);
  });
});

test.each([
  ["a network without positions", "architectures/nanogpt.pt", 24, "fixed-image-size"],
  ["a size without whole patches", "architectures/tinydit-seed-trainer.pt", 18, "invalid-model-config"],
])("%s is refused, and nothing is written", async (_, file, imageSize, code) => {
  const folder = temporaryFolder();
  const convert = () =>
    convertCheckpoint(vectorPath(file), join(folder, "out"), {
      imageSize,
      ...(code === "invalid-model-config" && { weights: "ema" }),
    });
  expect(await errorOf(convert)).toMatchObject({ code });
  expect(folderContents(folder)).toEqual({});
});
