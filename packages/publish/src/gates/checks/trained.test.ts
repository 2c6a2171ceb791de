import { rmSync } from "node:fs";
import { join } from "node:path";
import { openCheckpoint, writeSafetensors } from "@tiny-cats/checkpoint/node";
import { describe, expect, test } from "vitest";
import { gateOf } from "../../testing/gate-of.ts";
import { change, rehash } from "../../testing/model-folder.ts";
import { tinyDitFolder } from "../../testing/tiny-dit-folder.ts";

describe("trained", () => {
  test("random weights, by their numbers alone", async () => {
    expect(await gateOf(await tinyDitFolder(), "trained")).toMatchObject({ passed: true, value: 0, threshold: 0.9 });
    const random = await gateOf(await tinyDitFolder({ learnt: false }), "trained");
    expect(random).toMatchObject({ passed: false, value: 1 });
    expect(random.message).toMatch(/^\d+ of \d+ matrices are random numbers and 0 are constants/);
  });

  test("random matrices beside normalisations that have moved are a warning", async () => {
    const little = await gateOf(await tinyDitFolder({ learnt: false, norms: true }), "trained");
    expect(little).toMatchObject({ passed: true, value: 1, message: "its normalisations were trained" });
    expect(little.warnings).toEqual(["generator trained: its matrices still look random: it was trained little"]);
  });

  test("random weights of a graph that comes alone", async () => {
    const folder = await tinyDitFolder({ learnt: false });
    change(folder, "tiny-cats.json", (manifest) => {
      manifest.files.splice(1, 1);
    });
    rmSync(join(folder, "model.safetensors"));
    expect((await gateOf(folder, "trained")).message).toContain("random numbers");
  });

  test("a last layer of zeros, as the architecture tells", async () => {
    const folder = await tinyDitFolder();
    const path = join(folder, "model.safetensors");
    const tensors = new Map();
    await using checkpoint = await openCheckpoint(path);
    for (const [name, tensor] of checkpoint.tensors)
      tensors.set(name, { dtype: tensor.dtype, shape: tensor.shape, data: await tensor.read() });
    tensors.get("final_layer.linear.weight").data.fill(0);
    await writeSafetensors(path, tensors);
    rehash(folder);
    expect((await gateOf(folder, "trained")).message).toContain("final_layer.linear.weight is zero throughout");
  });

  test("what the manifest says itself, and what it keeps to itself", async () => {
    const folder = await tinyDitFolder();
    change(folder, "tiny-cats.json", (manifest) => {
      manifest.provenance.untrained = true;
    });
    expect((await gateOf(folder, "trained")).message).toBe("its manifest says that it is untrained: by a formula");
    change(folder, "tiny-cats.json", (manifest) => {
      manifest.provenance = undefined;
    });
    const silent = await gateOf(folder, "trained");
    expect(silent.passed).toBe(true);
    expect(silent.warnings).toEqual(["generator trained: the manifest does not say where the weights come from"]);
  });
});
