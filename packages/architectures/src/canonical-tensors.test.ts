import { encodePyTorch, openCheckpoint, type TensorData } from "@tiny-cats/checkpoint";
import { beforeAll, describe, expect, test } from "vitest";
import { errorOf } from "../../../tooling/testing/error-of.ts";
import { canonicalTensors } from "./canonical-tensors.ts";
import { convertTensors } from "./convert-tensors.ts";
import { type Detected, detect } from "./detect.ts";
import { inceptionV3 } from "./inception-v3/inception-v3.ts";
import { loadTensors } from "./load-tensors.ts";
import { mobileNetV2 } from "./mobilenet-v2/mobilenet-v2.ts";
import { mobileNetV3 } from "./mobilenet-v3/mobilenet-v3.ts";
import { resNet } from "./resnet/resnet.ts";
import { filled } from "./testing/filled.ts";
import { openGolden } from "./testing/golden.ts";
import { inMemory } from "./testing/in-memory.ts";
import { bytesOf } from "./testing/named-sources.ts";
import { tinyDit } from "./tinydit/tinydit.ts";
import type { NamedSources } from "./weights.ts";

const config = { ...resNet.presets.resnet18, embedding_size: 8, hidden_sizes: [8, 16, 24, 32], depths: [1, 1, 1, 1] };

async function bytesByName(tensors: NamedSources): Promise<Map<string, string>> {
  const all = new Map<string, string>();
  for (const [name, source] of tensors) {
    all.set(name, `${source.dtype} ${source.shape} ${(await bytesOf(source)).toString("base64")}`);
  }
  return all;
}

describe("from a dialect to the canonical names, to every other dialect and back, bits are kept", () => {
  const architectures = [
    [tinyDit, { ...tinyDit.presets["tinydit-64"], embed_dim: 12, depth: 2 }],
    [tinyDit, { ...tinyDit.presets["legacy-128"], embed_dim: 12, depth: 2 }],
    [resNet, config],
    [resNet, { ...config, layer_type: "bottleneck" as const, depths: [1, 2, 1, 2] }],
    [mobileNetV2, { ...mobileNetV2.presets["mobilenet-v2"], depth_multiplier: 0.35, min_depth: 1 }],
    [mobileNetV3, mobileNetV3.presets["mobilenet-v3-small"]],
    [inceptionV3, inceptionV3.presets["inception-v3"]],
  ] as unknown as [typeof resNet, typeof config][];
  const ways = architectures.flatMap(([architecture, own]) =>
    architecture.dialects.map((dialect) => [architecture.name, dialect.name, architecture, own] as const),
  );

  test.each(ways)("%s of %s", async (_, name, architecture, own) => {
    const start = await inMemory(filled(architecture, own, name));
    const dialect = architecture.dialects.find((candidate) => candidate.name === name)!;
    const states = { raw: { kind: "raw" as const, key: "", tensors: start.tensors, stripped: [] } };
    const found = { architecture, dialect, config: own, weights: ["raw"], states, notes: [] } as unknown as Detected;
    const canonical = await canonicalTensors(found);
    for (const other of architecture.dialects) {
      const there = convertTensors(architecture, own, canonical, { to: other.name });
      const moved = { raw: { ...states.raw, tensors: there as never } };
      const back = await canonicalTensors({ ...found, dialect: other as never, states: moved });
      expect(await bytesByName(convertTensors(architecture, own, back, { to: name }))).toEqual(
        await bytesByName(new Map(convertTensors(architecture, own, canonical, { to: name }))),
      );
    }
    const same = await bytesByName(convertTensors(architecture, own, canonical, { to: name }));
    expect(new Map([...same].sort())).toEqual(new Map([...(await bytesByName(start.tensors))].sort()));
  });

  test("a dialect's own tree, written as .pt, is detected as that dialect", async () => {
    for (const [architecture, own, name] of [
      [tinyDit, { ...tinyDit.presets["legacy-128"], embed_dim: 12, depth: 1 }, "seed-trainer"],
      [tinyDit, { ...tinyDit.presets["tinydit-64"], embed_dim: 12, depth: 1 }, "seed-trainer"],
      [tinyDit, { ...tinyDit.presets["legacy-128"], embed_dim: 12, depth: 1, num_classes: 20 }, "seed-trainer"],
      [resNet, config, "seed-classifier"],
    ] as unknown as [typeof resNet, typeof config, string][]) {
      const dialect = architecture.dialects.find((candidate) => candidate.name === name)!;
      const tensors = (await inMemory(filled(architecture, own, name))).tensors;
      const parts: Uint8Array[] = [];
      for await (const chunk of encodePyTorch(dialect.wrap!(tensors, own))) parts.push(chunk);
      const found = detect(await openCheckpoint(new Uint8Array(Buffer.concat(parts))));
      expect([found.dialect.name, found.config]).toEqual([name, own]);
    }
  });
});

describe("strictness", () => {
  let tensors: Map<string, TensorData>;
  beforeAll(() => {
    tensors = filled(resNet, config, "torchvision");
  });
  const mismatch = async (changed: Map<string, TensorData>) => {
    const file = await inMemory(changed);
    return errorOf(async () => canonicalTensors(detect(file)));
  };

  test("one tensor missing, one unknown, one of another shape and one of another type are one error", async () => {
    const changed = new Map(tensors);
    changed.delete("layer2.0.bn1.weight");
    changed.set("extra.weight", { dtype: "f32", shape: [1], data: new Float32Array(1) });
    changed.set("layer3.0.bn1.bias", { dtype: "f32", shape: [2, 12], data: new Float32Array(24) });
    changed.set("bn1.bias", { dtype: "i32", shape: [8], data: new Int32Array(8) });
    const error = await mismatch(changed);
    expect(error.code).toBe("tensor-mismatch");
    const missing = "resnet.encoder.stages.1.layers.0.layer.0.normalization.weight";
    const misshapen = "resnet.encoder.stages.2.layers.0.layer.0.normalization.bias";
    expect(error.value).toEqual({
      missing: [missing],
      unknown: ["extra.weight"],
      shapes: [{ name: misshapen, expected: [24], found: [2, 12] }],
      dtypes: [
        { name: "resnet.embedder.embedder.normalization.bias", expected: "a floating point type", found: "i32" },
      ],
    });
    for (const name of [missing, "extra.weight", misshapen]) expect(error.message).toContain(name);
  });

  test("every single tensor is needed, but for the counters of steps", async () => {
    const names = [...tensors.keys()].filter((name) => !/^(conv1|bn1|layer[14]\.0\.conv1|fc)\.weight$/.test(name));
    const found = detect(await inMemory(tensors));
    for (const name of names) {
      const rest = new Map(found.states.raw!.tensors);
      rest.delete(name);
      const states = { raw: { ...found.states.raw!, tensors: rest } };
      const attempt = () => canonicalTensors({ ...found, states });
      if (name.endsWith("num_batches_tracked")) expect((await attempt()).size).toBe(tensors.size - 1);
      else expect((await errorOf(attempt)).value).toMatchObject({ missing: [expect.any(String)], unknown: [] });
    }
  });

  test("a graph refuses weights of another model or type", async () => {
    const weights = await loadTensors(await canonicalTensors(detect(await inMemory(tensors))));
    const other = { ...config, num_labels: 7 };
    expect((await errorOf(() => resNet.graph(other, weights))).value).toMatchObject({
      shapes: [{ name: "classifier.1.weight", expected: [7, 32] }, { name: "classifier.1.bias" }],
    });
    const error = await errorOf(() => resNet.graph(config, weights, { dtype: "float16" }));
    expect(error.code).toBe("tensor-mismatch");
    expect(error.message).toContain("float32 instead of float16");
  });

  test("conversion refuses tensors that are not the architecture's, and dialects it does not have", async () => {
    const canonical = await canonicalTensors(detect(await inMemory(tensors)));
    const less = new Map([...canonical].slice(1));
    expect((await errorOf(() => convertTensors(resNet, config, less, { to: "torchvision" }))).code).toBe(
      "tensor-mismatch",
    );
    const error = await errorOf(() => convertTensors(resNet, config, canonical, { to: "timm" }));
    expect([error.code, error.remedy]).toEqual([
      "unknown-dialect",
      "use one of seed-classifier, torchvision, huggingface",
    ]);
  });
});

test("raw or EMA must be chosen where there are both, and be there", async () => {
  const both = detect(await openGolden("tinydit-seed-trainer.pt"));
  expect((await errorOf(() => canonicalTensors(both))).code).toBe("weights-not-chosen");
  const raw = await bytesByName(await canonicalTensors(both, { weights: "raw" }));
  expect(await bytesByName(await canonicalTensors(both, { weights: "ema" }))).not.toEqual(raw);
  const one = detect(await openGolden("tinydit-seed-dummy.pt"));
  expect((await errorOf(() => canonicalTensors(one, { weights: "ema" }))).code).toBe("no-such-weights");
  expect((await canonicalTensors(one)).size).toBe(raw.size);
});
