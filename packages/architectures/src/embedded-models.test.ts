import { readFile } from "node:fs/promises";
import { openCheckpoint } from "@tiny-cats/checkpoint";
import { classifier, type EmbeddedModel, generator } from "@tiny-cats/models";
import { type Model, readModel, writeModel } from "@tiny-cats/onnx";
import * as web from "onnxruntime-web/wasm";
import { describe, expect, test } from "vitest";
import { formula } from "../../../tooling/golden/fill.ts";
import { canonicalTensors } from "./canonical-tensors.ts";
import { detect } from "./detect.ts";
import { foldBatchNorm } from "./fold-batch-norm.ts";
import type { GraphOptions } from "./graph-options.ts";
import { loadTensors } from "./load-tensors.ts";
import { gap, type Inputs, runOnnxruntime } from "./testing/run-graph.ts";

const models: [string, EmbeddedModel, Inputs][] = [
  ["classifier", classifier, { pixel_values: { shape: [1, 3, 224, 224], data: formula("a", 3 * 224 * 224, 4) } }],
  [
    "generator",
    generator,
    {
      noise: { shape: [2, 3, 64, 64], data: formula("noise", 2 * 3 * 64 * 64, 4) },
      timestep: { shape: [2], data: Float32Array.of(0.25, 0.875) },
      breed: { shape: [2], data: BigInt64Array.of(3n, 13n) },
    },
  ],
];

describe.each(models)("the embedded %s, made again from its safetensors", (_, { manifest, files }, inputs) => {
  const read = async (name: string) => new Uint8Array(await readFile(new URL(name, manifest)));
  const open = async () => {
    const config = JSON.parse(new TextDecoder().decode(await read("config.json")));
    return detect(await openCheckpoint(await read("model.safetensors")), { config });
  };
  const graph = async (options: GraphOptions = {}): Promise<Model> => {
    const found = await open();
    const weights = await loadTensors(await canonicalTensors(found));
    return found.architecture.graph(found.config, weights, options);
  };

  // tooling/embedded-models holds the committed graph to PyTorch's answers, in onnxruntime-node.
  test("gives the committed graph's answers in onnxruntime-web", async () => {
    const committed = readModel(new Uint8Array(await readFile(files["onnx/model.onnx"])));
    const expected = await runOnnxruntime(committed, inputs);
    for (const opset of [17, 20, 22]) {
      const made = await runOnnxruntime(await graph({ opset }), inputs, web as never);
      expect(Object.keys(made).sort()).toEqual(Object.keys(expected).sort());
      for (const name of Object.keys(expected)) expect(gap(made[name], expected[name])).toBeLessThan(1e-5);
    }
  });

  test("is written with the same bytes each time, over weights that are not copied", async () => {
    const found = await open();
    const weights = await loadTensors(await canonicalTensors(found));
    const model = found.architecture.graph(found.config, weights);
    for (const [name, tensor] of model.graph.initializers) {
      if (weights.has(name)) expect(tensor.bytes.buffer).toBe(weights.get(name)!.bytes.buffer);
      else expect(tensor.bytes.length).toBeLessThan(2048);
    }
    expect(writeModel(await graph())).toEqual(writeModel(model));
  });
});

test("the classifier's normalisations were folded, and it may be said", async () => {
  const config = JSON.parse(await readFile(new URL("config.json", classifier.manifest), "utf8"));
  const file = await openCheckpoint(new Uint8Array(await readFile(new URL("model.safetensors", classifier.manifest))));
  const found = detect(file, { config: { ...config, batch_norm: "folded" } });
  const weights = await loadTensors(await canonicalTensors(found));
  const model = found.architecture.graph(found.config, weights);
  expect(model.graph.nodes.some(({ op }) => op === "BatchNormalization")).toBe(false);
  const again = foldBatchNorm(found.architecture, found.config, weights);
  for (const [name, { bytes }] of again.weights) {
    const [before, after] = [weights.get(name)!.bytes, bytes].map((own) => new Float32Array(own.slice().buffer));
    if (!name.endsWith("num_batches_tracked")) expect(gap(after, before)).toBeLessThan(1e-6);
  }
});
