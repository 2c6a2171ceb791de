import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TensorData } from "@tiny-cats/checkpoint";
import { writePyTorch, writeSafetensors } from "@tiny-cats/checkpoint/node";
import { sha256 } from "@tiny-cats/files";
import { type Model, makeTensor, type Node, type Tensor, tensorValues, writeModel } from "@tiny-cats/onnx";
import { describe, expect, test } from "vitest";
import { vectorPath } from "../../../../../tooling/golden/vector-path.ts";
import { errorOf } from "../../../../../tooling/testing/error-of.ts";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { foldBatchNorm } from "../../fold-batch-norm.ts";
import { loadTensors } from "../../load-tensors.ts";
import { filled } from "../../testing/filled.ts";
import { foreignGraph } from "../../testing/foreign-graph.ts";
import { formulaTensor } from "../../testing/formula-tensors.ts";
import { inMemory } from "../../testing/in-memory.ts";
import { runInterpreter } from "../../testing/run-graph.ts";
import type { Weights } from "../../weights.ts";
import { BACKBONES, type BackboneName } from "./backbones.ts";
import { readBackbone } from "./read-backbone.ts";

const LABELS = ["Bengal", "Birman", "Other"];

/** Networks in small; mobilenet_v3_small has but one size. */
const SMALL: Readonly<Record<BackboneName, Readonly<Record<string, unknown>>>> = {
  resnet18: { embedding_size: 8, hidden_sizes: [8, 12, 16, 24], depths: [1, 1, 1, 2] },
  resnet34: { embedding_size: 8, hidden_sizes: [8, 8, 16, 16], depths: [2, 1, 2, 1] },
  // The shortcut of the first stage has the shape of its last convolution.
  resnet50: { embedding_size: 4, hidden_sizes: [16, 24, 32, 48], depths: [1, 2, 1, 1] },
  mobilenet_v2: { depth_multiplier: 0.1 },
  mobilenet_v3_small: {},
};
const NAMES = Object.keys(BACKBONES) as BackboneName[];
const smallConfig = (name: BackboneName) => ({ image_size: 32, ...SMALL[name] });

/** A network with weights by formula and 7 labels. */
async function network(name: BackboneName, { folded = false } = {}) {
  const [architecture, preset] = BACKBONES[name];
  const config = { ...preset, ...smallConfig(name), num_labels: 7 };
  const tensors = [...architecture.tensors(config)].map(
    ([tensor, { shape }]) => [tensor, formulaTensor(tensor, shape)] as const,
  );
  const weights = await loadTensors((await inMemory(new Map(tensors))).tensors as never);
  return { architecture, ...(folded ? foldBatchNorm(architecture, config, weights) : { config, weights }) };
}

function write(model: Model): string {
  const path = join(temporaryFolder(), "network.onnx");
  writeFileSync(path, writeModel(model));
  return path;
}

/** Body weights that differ between two sets. */
function differing(found: Weights, wanted: Weights, head: string): string[] {
  return [...wanted.keys()].filter((name) => {
    if (name.startsWith(`${head}.`) || name.endsWith("num_batches_tracked")) return false;
    return Buffer.compare(found.get(name)?.bytes ?? new Uint8Array(), wanted.get(name)!.bytes) !== 0;
  });
}

describe("an ONNX file of any names", () => {
  test.each(NAMES.flatMap((name) => [true, false].map((folded) => [name, folded] as const)))(
    "is read as the %s that it holds, folded: %s",
    async (name, folded) => {
      const { architecture, config, weights } = await network(name, { folded });
      const graph = architecture.graph(config, weights);
      for (const [output, called] of [
        ["features", "features"],
        ["logits", "scores"],
      ]) {
        const path = write(foreignGraph(graph, { [output]: called }, { lastFirst: output === "features" }));
        const read = await readBackbone(path, { backbone: name, labels: LABELS, config: smallConfig(name) });
        expect(read).toMatchObject({ hasOwnHead: false, labels: LABELS, parent: sha256(readFileSync(path)) });
        expect(read.config).toMatchObject({ num_labels: 3, batch_norm: folded ? "folded" : "kept" });
        expect(differing(read.weights, weights, architecture.head!)).toEqual([]);
        expect(read.weights.get(`${architecture.head}.bias`)!.shape).toEqual([3]);
      }
    },
  );

  test("serves for pictures of another size too", async () => {
    const { architecture, config, weights } = await network("resnet18", { folded: true });
    const path = write(foreignGraph(architecture.graph(config, weights), { features: "features" }));
    const options = { backbone: "resnet18", labels: LABELS } as const;
    const read = await readBackbone(path, { ...options, config: { ...smallConfig("resnet18"), image_size: 64 } });
    expect(read.config.image_size).toBe(64);
    expect(differing(read.weights, weights, architecture.head!)).toEqual([]);
  });

  /** What is said of a file of a small resnet18 that was changed. */
  async function refusal(change: (model: Model) => Model, backbone: BackboneName = "resnet18") {
    const { architecture, config, weights } = await network("resnet18", { folded: true });
    const path = write(change(foreignGraph(architecture.graph(config, weights), { features: "features" })));
    return errorOf(() => readBackbone(path, { backbone, labels: LABELS, config: smallConfig(backbone) }));
  }

  test("of another network is refused with the first layer that has no fellow", async () => {
    const error = await refusal((model) => model, "mobilenet_v2");
    expect(error).toMatchObject({ code: "backbone-mismatch" });
    expect(error.message).toMatch(/Conv mobilenet_v2\.conv_stem\.first_conv\.convolution\.weight \[8, 3, 3, 3\]/);
    const deeper = await refusal((model) => model, "resnet34");
    expect(deeper.message).toMatch(/resnet\.encoder\.stages\.\d\.layers\.\d.*has no fellow/);
  });

  test("with the right shapes and another answer is refused with how far off it is", async () => {
    const error = await refusal((model) => {
      const at = model.graph.nodes.findLastIndex(({ op }) => op === "Relu");
      const nodes = model.graph.nodes.with(at, { ...model.graph.nodes[at], op: "Sigmoid" });
      return { ...model, graph: { ...model.graph, nodes } };
    });
    expect(error).toMatchObject({ code: "backbone-mismatch" });
    expect(error.message).toMatch(/features are off by/);
    expect(error.value as number).toBeGreaterThan(1e-4);
  });

  test("with a layer more, other pictures or no features is refused", async () => {
    const longer = await refusal((model) => {
      const { nodes, initializers } = model.graph;
      const at = nodes.findIndex(({ op }) => op === "GlobalAveragePool");
      const pool = nodes[at];
      const inputs = [pool.inputs[0], "more.w"];
      const more: Node = { ...pool, op: "Conv", name: "more", inputs, outputs: ["more"], attributes: new Map() };
      const kernel = makeTensor("float32", [24, 24, 1, 1], new Float32Array(24 * 24));
      return {
        ...model,
        graph: {
          ...model.graph,
          nodes: nodes.with(at, { ...pool, inputs: ["more"] }).toSpliced(at, 0, more),
          initializers: new Map([...initializers, ["more.w", kernel]]),
        },
      };
    });
    expect(longer.message).toMatch(/has Conv more\.w \[24, 24, 1, 1\] beyond it/);
    const grey = await refusal((model) => {
      const [input] = model.graph.inputs;
      return {
        ...model,
        graph: { ...model.graph, inputs: [{ ...input, type: { ...input.type, shape: [1, 3, 32, 48] } }] },
      };
    });
    expect(grey.message).toMatch(/its pictures are \[1, 3, 32, 48\]/);
    const two = await refusal((model) => {
      const { inputs } = model.graph;
      return { ...model, graph: { ...model.graph, inputs: [...inputs, { ...inputs[0], name: "mask" }] } };
    });
    expect(two.message).toMatch(/its inputs are data, mask/);
    const none = await refusal((model) => {
      const { outputs, nodes } = model.graph;
      const other = { ...outputs[0], name: nodes[0].outputs[0], type: { dtype: "float32" as const } };
      return { ...model, graph: { ...model.graph, outputs: [{ ...other }, { ...other, name: nodes[1].outputs[0] }] } };
    });
    expect(none.message).toMatch(/none of its outputs/);
  });
});

describe("a checkpoint", () => {
  const [architecture, preset] = BACKBONES.resnet18;
  const config = { ...preset, ...SMALL.resnet18, num_labels: 3 };

  async function torchvision(): Promise<string> {
    const path = join(temporaryFolder(), "resnet.pt");
    await writePyTorch(path, Object.fromEntries(filled(architecture, config, "torchvision")) as never);
    return path;
  }

  /** A folder of transformers. */
  async function folder(changes: Record<string, unknown>, tensors: ReadonlyMap<string, TensorData>): Promise<string> {
    const path = temporaryFolder();
    await writeSafetensors(join(path, "model.safetensors"), tensors);
    writeFileSync(join(path, "config.json"), JSON.stringify({ ...config, ...changes }));
    return path;
  }

  test("keeps its head where it tells the same labels apart, and gets a new one otherwise", async () => {
    const path = await torchvision();
    const same = await readBackbone(path, { labels: LABELS });
    const other = await readBackbone(path, { backbone: undefined, labels: [...LABELS, "Persian"], seed: 5 });
    expect([same.hasOwnHead, other.hasOwnHead]).toEqual([true, false]);
    expect(tensorValues(same.weights.get("classifier.1.bias")!)).toEqual(
      Float64Array.from(filled(architecture, config, "torchvision").get("fc.bias")!.data as Float32Array),
    );
    expect(other.config.num_labels).toBe(4);
    expect([...tensorValues(other.weights.get("classifier.1.bias")!)]).toEqual([0, 0, 0, 0]);
    expect(differing(other.weights, same.weights, "classifier.1")).toEqual([]);
    const names = { id2label: { 0: "Bengal", 1: "Birman", 2: "Persian" } };
    const renamed = await readBackbone(await folder(names, filled(architecture, config, "huggingface")), {
      labels: LABELS,
    });
    expect(renamed.hasOwnHead).toBe(false);
  });

  test("is found to be folded by what is left of its normalisations", async () => {
    const kept = await readBackbone(await torchvision(), { labels: LABELS });
    expect(kept.config.batch_norm).toBe("kept");
    const { weights } = foldBatchNorm(architecture, kept.config as never, kept.weights);
    const data = [...weights].map(([name, { dtype, shape, bytes }]): [string, TensorData] => [
      name,
      { dtype: dtype === "int64" ? "i64" : "f32", shape, data: bytes as Uint8Array<ArrayBuffer> },
    ]);
    const read = await readBackbone(await folder({ batch_norm: "kept" }, new Map(data)), { labels: LABELS });
    expect(read.config.batch_norm).toBe("folded");
  });

  test("of another network than was named is refused", async () => {
    const path = await torchvision();
    const named = await errorOf(() => readBackbone(path, { backbone: "resnet50", labels: LABELS }));
    expect(named).toMatchObject({ code: "wrong-backbone" });
    expect(named.message).toMatch(/a ResNet whose depths are 1,1,1,2, not resnet50/);
    const drawer = vectorPath("architectures/tinydit-seed-dummy.pt");
    expect(await errorOf(() => readBackbone(drawer, { labels: LABELS }))).toMatchObject({ code: "wrong-backbone" });
  });
});

describe("new weights", () => {
  const fresh = (backbone: BackboneName, seed = 0) =>
    readBackbone(undefined, { backbone, labels: LABELS, config: smallConfig(backbone), seed });
  const deviation = (tensor: Tensor) => {
    const values = tensorValues(tensor);
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    return { mean, deviation: Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length) };
  };

  test.each(NAMES)("of %s let numbers through that are neither nothing nor without end", async (name) => {
    const { architecture, config, weights, parent } = await fresh(name);
    expect(parent).toBeUndefined();
    const pixels = formulaTensor("pixels", [1, 3, 32, 32]).data as Float32Array;
    const { logits, features } = runInterpreter(architecture.graph(config, weights), {
      pixel_values: { shape: [1, 3, 32, 32], data: pixels },
    });
    const size = Math.sqrt(features.reduce((sum, x) => sum + x * x, 0) / features.length);
    expect(size).toBeGreaterThan(1e-6);
    expect(size).toBeLessThan(100);
    expect(Math.max(...logits.map(Math.abs))).toBeLessThan(size);
  });

  test("follow from the seed, with the deviations of He et al. and a small head", async () => {
    const [one, same, other] = [
      await fresh("mobilenet_v3_small"),
      await fresh("mobilenet_v3_small"),
      await fresh("mobilenet_v3_small", 1),
    ];
    expect(same.weights).toEqual(one.weights);
    const { mean, deviation: wide } = deviation(one.weights.get("features.12.0.weight")!);
    expect(Math.abs(mean)).toBeLessThan(0.002);
    expect(wide).toBeCloseTo(Math.sqrt(2 / 96), 3);
    expect(deviation(one.weights.get("classifier.3.weight")!).deviation).toBeCloseTo(0.01, 3);
    expect(other.weights.get("features.12.0.weight")).not.toEqual(one.weights.get("features.12.0.weight"));
    expect([...tensorValues(one.weights.get("features.12.1.running_var")!)]).toEqual(Array(576).fill(1));
  });

  test.each([
    ["resnet19", /"resnet19"/],
    [undefined, /neither a network nor weights/],
  ])("of %s: refused", async (backbone, message) => {
    const error = await errorOf(() => readBackbone(undefined, { backbone: backbone as never, labels: LABELS }));
    expect(error).toMatchObject({ code: "no-backbone", value: backbone });
    expect(error.message).toMatch(message);
    expect((await errorOf(() => readBackbone("some.onnx", { labels: LABELS }))).message).toMatch(
      /does not say what network/,
    );
  });
});
