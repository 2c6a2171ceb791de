import { join } from "node:path";
import { openCheckpoint, writeSafetensors } from "@tiny-cats/checkpoint/node";
import { describe, expect, test } from "vitest";
import { gateOf } from "../../testing/gate-of.ts";
import { rehash } from "../../testing/model-folder.ts";
import { tinyDitFolder } from "../../testing/tiny-dit-folder.ts";
import { handClassifier, row } from "../../testing/tiny-graphs.ts";

describe("nan-inf", () => {
  test("a NaN in the weights, and an infinity in the graph", async () => {
    const folder = await tinyDitFolder();
    expect(await gateOf(folder, "nan-inf")).toMatchObject({ passed: true, value: 0 });
    const path = join(folder, "model.safetensors");
    const tensors = new Map();
    await using checkpoint = await openCheckpoint(path);
    for (const [name, tensor] of checkpoint.tensors)
      tensors.set(name, { dtype: tensor.dtype, shape: tensor.shape, data: await tensor.read() });
    tensors.get("pos_embed").data[3] = Number.NaN;
    await writeSafetensors(path, tensors);
    rehash(folder);
    const broken = await gateOf(folder, "nan-inf");
    expect(broken).toMatchObject({ passed: false, value: 1 });
    expect(broken.message).toBe("NaN or infinite numbers in pos_embed of model.safetensors (1)");

    const graph = handClassifier((g, mean) => g.mul(mean, row(g, "gains", [1, Number.POSITIVE_INFINITY, 2])));
    expect((await gateOf(graph, "nan-inf")).message).toContain("gains of onnx/model.onnx (1)");
  });
});
