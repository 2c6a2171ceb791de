import { rmSync } from "node:fs";
import { join } from "node:path";
import { openCheckpoint, writeSafetensors } from "@tiny-cats/checkpoint/node";
import { describe, expect, test } from "vitest";
import { gateOf } from "../../testing/gate-of.ts";
import { change, rehash } from "../../testing/model-folder.ts";
import { tinyDitFolder } from "../../testing/tiny-dit-folder.ts";

describe("onnx-parity", () => {
  test("a graph of other weights", async () => {
    const folder = await tinyDitFolder();
    expect((await gateOf(folder, "onnx-parity")).value).toBeLessThan(1e-5);
    const other = await tinyDitFolder({ learnt: false });
    await using checkpoint = await openCheckpoint(join(other, "model.safetensors"));
    const tensors = new Map();
    for (const [name, tensor] of checkpoint.tensors)
      tensors.set(name, { dtype: tensor.dtype, shape: tensor.shape, data: await tensor.read() });
    await writeSafetensors(join(folder, "model.safetensors"), tensors);
    rehash(folder);
    const wrong = await gateOf(folder, "onnx-parity");
    expect(wrong.passed).toBe(false);
    expect(wrong.value).toBeGreaterThan(0.01);
    expect(wrong.message).toMatch(/^velocity of onnx\/model.onnx is off by/);
    expect((await gateOf(folder, "onnx-parity", { thresholds: { onnx_tolerance: 1 } })).threshold).toBe(1);
  });

  test("weights that are not there", async () => {
    const folder = await tinyDitFolder();
    rmSync(join(folder, "model.safetensors"));
    expect((await gateOf(folder, "onnx-parity")).message).toContain("which are not here");
    expect(await gateOf(folder, "onnx-parity", { allowMissing: ["model.safetensors"] })).toMatchObject({
      allowed_because: "model.safetensors is allowed to be missing",
    });
  });

  test("half precision is held to what half precision can do", async () => {
    const folder = await tinyDitFolder();
    change(folder, "tiny-cats.json", (manifest) => {
      manifest.files[0].dtype = "float16";
    });
    expect((await gateOf(folder, "onnx-parity")).passed).toBe(true);
  });
});
