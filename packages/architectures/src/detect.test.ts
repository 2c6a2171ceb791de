import { describe, expect, test } from "vitest";
import { errorOf } from "../../../tooling/testing/error-of.ts";
import { canonicalTensors } from "./canonical-tensors.ts";
import { detect } from "./detect.ts";
import { findUntrained } from "./find-untrained.ts";
import { inceptionV3 } from "./inception-v3/inception-v3.ts";
import { mobileNetV2 } from "./mobilenet-v2/mobilenet-v2.ts";
import { resNet } from "./resnet/resnet.ts";
import { filled, wrapped } from "./testing/filled.ts";
import { openGolden } from "./testing/golden.ts";
import { inMemory } from "./testing/in-memory.ts";
import { tinyDit } from "./tinydit/tinydit.ts";

const small = {
  ...resNet.presets.resnet18,
  embedding_size: 8,
  hidden_sizes: [8, 16, 24, 32],
  depths: [1, 1, 1, 1],
  num_labels: 3,
};

describe("what a file says beside its weights", () => {
  test("step 0 is a reason not to believe in training", async () => {
    const found = detect(await openGolden("tinydit-seed-dummy.pt"));
    expect(found.untrained).toBe("The file says that it was saved at step 0.");
    expect(await findUntrained(found, await canonicalTensors(found))).toBe(found.untrained);
  });

  test("what the seed's trainer leaves unsaid is said", async () => {
    const { notes, config, untrained } = detect(await openGolden("tinydit-seed-trainer.pt"));
    expect(untrained).toBeUndefined();
    expect(notes.join()).toContain("time_scale 1, unpatchify strided, prediction velocity");
    expect(config).toMatchObject({ null_class: false, pos_embed: false });
  });

  test("a config.json goes before what is assumed", async () => {
    const found = detect(await openGolden("tinydit-seed-trainer.pt"), { config: { unpatchify: "spatial" } });
    expect(found.config).toMatchObject({ unpatchify: "spatial", time_scale: 1 });
    expect(found.notes.join()).not.toContain("unpatchify");
  });

  test("a row for the null class is seen in the table of labels", async () => {
    const config = { ...tinyDit.presets["tinydit-64"], depth: 1, embed_dim: 12, num_heads: 3, pos_embed: false };
    const sizes = new Map(Object.entries({ image_size: 64, patch_size: 8, embed_dim: 12, depth: 1, num_heads: 3 }));
    const found = detect(await wrapped({ model_state_dict: filled(tinyDit, config, "seed-trainer"), config: sizes }));
    expect(found.config).toMatchObject({ num_classes: 13, null_class: true, pos_embed: false });
    sizes.set("num_classes", 14);
    const other = detect(await wrapped({ model_state_dict: filled(tinyDit, config, "seed-trainer"), config: sizes }));
    expect(other.config).toMatchObject({ num_classes: 14, null_class: false });
  });

  test("an EMA file of its own is read as EMA weights", async () => {
    const config = { ...tinyDit.presets["legacy-128"], depth: 1, embed_dim: 12, num_heads: 3 };
    const found = detect(await wrapped({ shadow_params: filled(tinyDit, config, "seed-trainer"), step: 5 }), {
      config,
    });
    expect(found.weights).toEqual(["ema"]);
    expect(found.config).toEqual(config);
  });

  test("a configuration may stand in the metadata of safetensors", async () => {
    const config = { ...tinyDit.presets["tinydit-64"], depth: 1, embed_dim: 12, num_heads: 3 };
    const tensors = filled(tinyDit, config, "tiny-cats");
    expect(detect(await inMemory(tensors, { config: JSON.stringify(config) })).config).toEqual(config);
    for (const metadata of [{}, { config: "{" }, { config: "3" }]) {
      const error = await errorOf(async () => detect(await inMemory(tensors, metadata as Record<string, string>)));
      expect(error.code).toBe("config-needed");
      expect(error.value).toContain("num_heads");
    }
  });

  test("without heads or size, a trainer's file needs a configuration", async () => {
    const config = { ...tinyDit.presets["legacy-128"], depth: 1, embed_dim: 12, num_heads: 3 };
    const file = await wrapped({ model_state_dict: filled(tinyDit, config, "seed-trainer") });
    const error = await errorOf(() => detect(file));
    expect([error.code, error.value]).toEqual(["config-needed", ["num_heads", "image_size"]]);
    expect(detect(file, { config: { num_heads: 3, image_size: 128 } }).config).toEqual(config);
  });

  test("transformers' MobileNetV2 needs its config.json", async () => {
    const tensors = filled(
      mobileNetV2,
      { ...mobileNetV2.presets["mobilenet-v2"], depth_multiplier: 0.35 },
      "huggingface",
    );
    const error = await errorOf(async () => detect(await inMemory(tensors)));
    expect(error.code).toBe("config-needed");
  });
});

test("prefixes of wrappers are taken off, one after the other, and named", async () => {
  const tensors = [...filled(resNet, small, "torchvision")].map(([name, tensor]) => [
    `module._orig_mod.${name}`,
    tensor,
  ]);
  const found = detect(await wrapped({ state_dict: new Map(tensors as never) }));
  expect([found.dialect.name, found.config]).toEqual(["torchvision", small]);
  expect(found.notes.join(" ")).toMatch(/"module\.".*"_orig_mod\."/);
});

test("the seed's classifier is told from torchvision's by its head, wrapped or bare", async () => {
  const tensors = filled(resNet, small, "seed-classifier");
  expect([...tensors.keys()]).toContain("fc.1.weight");
  for (const file of [await inMemory(tensors), await wrapped({ epoch: 3, model_state_dict: tensors, val_acc: 0.5 })]) {
    expect(detect(file).dialect.name).toBe("seed-classifier");
  }
});

describe("what is no model of ours", () => {
  test("is refused with what came nearest", async () => {
    const tensors = filled(resNet, small, "torchvision");
    tensors.delete("conv1.weight");
    const error = await errorOf(async () => detect(await inMemory(tensors)));
    expect(error.code).toBe("unknown-architecture");
    expect(error.value).toMatchObject([
      { architecture: "resnet", dialect: "torchvision", found: 4, of: 5, missing: ["conv1.weight"] },
      {},
      {},
    ]);
    expect(error.message).toContain("resnet (torchvision) has 4 of 5 marks, without conv1.weight");
  });

  test("torchvision's InceptionV3, which pools otherwise, is not taken for the one of Frechet distances", async () => {
    const tensors = filled(inceptionV3, inceptionV3.presets["inception-v3"], "pytorch-fid");
    tensors.set("fc.weight", { dtype: "f32", shape: [1000, 2048], data: new Float32Array(1000 * 2048) });
    expect((await errorOf(async () => detect(await inMemory(tensors)))).code).toBe("unknown-architecture");
  });

  test.each([
    [[1, 2]],
    [new Map([["optimizer", new Map([["lr", 0.1]])]])],
    [new Map([["model", new Map()]])],
    [new Map([["model", null]])],
    [new Map([[3, 4]])],
    [null],
  ])("%o holds no state dict", async (value) => {
    const error = await errorOf(() => detect({ value: value as never, metadata: new Map() }));
    expect([error.code, error.value]).toEqual(["unknown-architecture", []]);
  });

  test("marks of impossible shapes are refused, by the configuration or by the table", async () => {
    const tensors = filled(resNet, small, "torchvision");
    tensors.set("conv1.weight", { dtype: "f32", shape: [], data: new Float32Array(1) });
    const file = await inMemory(tensors);
    expect((await errorOf(() => canonicalTensors(detect(file)))).code).toBe("tensor-mismatch");
    const dit = filled(tinyDit, { ...tinyDit.presets["tinydit-64"], depth: 1 }, "tiny-cats");
    dit.set("breed_embedder.embedding.weight", { dtype: "f32", shape: [0], data: new Float32Array(0) });
    dit.set("patch_embed.proj.weight", { dtype: "f32", shape: [5], data: new Float32Array(5) });
    const error = await errorOf(async () => detect(await inMemory(dit, { config: '{"num_heads":3}' })));
    expect(error.code).toBe("invalid-model-config");
    expect(error.message).toContain("patch_size");
  });
});
