import type { TensorData } from "@tiny-cats/checkpoint";
import { describe, expect, test } from "vitest";
import { canonicalTensors } from "./canonical-tensors.ts";
import { detect } from "./detect.ts";
import { findUntrained } from "./find-untrained.ts";
import { isAllZero } from "./is-all-zero.ts";
import { resNet } from "./resnet/resnet.ts";
import { filled } from "./testing/filled.ts";
import { inMemory } from "./testing/in-memory.ts";
import { tinyDit } from "./tinydit/tinydit.ts";

const dit = { ...tinyDit.presets["tinydit-64"], embed_dim: 12, depth: 2 };
const net = { ...resNet.presets.resnet18, embedding_size: 8, hidden_sizes: [8, 16, 24, 32], depths: [1, 1, 1, 1] };

const set = (tensors: Map<string, TensorData>, pattern: RegExp, value: number) => {
  for (const [name, tensor] of tensors) {
    if (!pattern.test(name)) continue;
    tensors.set(name, { ...tensor, data: new Float32Array((tensor.data as Float32Array).length).fill(value) });
  }
};

describe("TinyDiT", () => {
  const ask = async (change: (tensors: Map<string, TensorData>) => void) => {
    const tensors = filled(tinyDit, dit, "tiny-cats");
    change(tensors);
    const found = detect(await inMemory(tensors), { config: dit });
    return findUntrained(found, await canonicalTensors(found));
  };

  test("shows nothing when it was trained", async () => {
    expect(await ask(() => {})).toBeUndefined();
    expect(await ask((tensors) => set(tensors, /^final_layer\.linear\.bias/, 0))).toBeUndefined();
  });

  test("predicts nothing with a last layer of zeros", async () => {
    expect(await ask((tensors) => set(tensors, /^final_layer\.linear\.weight/, 0))).toContain(
      "final_layer.linear.weight",
    );
    expect(await ask((tensors) => set(tensors, /^final_layer\.linear\.weight/, -0))).toContain(
      "final_layer.linear.weight",
    );
  });

  test("has no bias before it is trained", async () => {
    const biases = /^blocks.*(proj|fc1|fc2)\.bias/;
    expect(await ask((tensors) => set(tensors, biases, 0))).toContain("Every bias");
    expect(await ask((tensors) => set(tensors, /^blocks\.0.*(proj|fc1|fc2)\.bias/, 0))).toBeUndefined();
  });
});

test("a ResNet's statistics are as they begin before it is trained", async () => {
  const tensors = filled(resNet, net, "huggingface");
  const ask = async () => {
    const found = detect(await inMemory(tensors));
    return findUntrained(found, await canonicalTensors(found));
  };
  expect(await ask()).toBeUndefined();
  set(tensors, /normalization\.(running_mean|bias)/, 0);
  set(tensors, /normalization\.weight/, 1);
  expect(await ask()).toBeUndefined();
  set(tensors, /normalization\.running_var/, 1);
  expect(await ask()).toContain("mean 0, variance 1");
});

test("only zeros are all zero, of either sign", async () => {
  const source = (dtype: TensorData["dtype"], data: Uint8Array) => ({
    dtype,
    shape: [data.length],
    async *chunks() {
      yield data;
    },
  });
  expect(await isAllZero(source("f32", Uint8Array.of(0, 0, 0, 0x80, 0, 0, 0, 0)))).toBe(true);
  expect(await isAllZero(source("f32", Uint8Array.of(0, 0, 0x80, 0)))).toBe(false);
  expect(await isAllZero(source("bf16", Uint8Array.of(0, 0x80)))).toBe(true);
  expect(await isAllZero(source("bf16", Uint8Array.of(0x80, 0)))).toBe(false);
  expect(await isAllZero(source("i8", Uint8Array.of(0x80)))).toBe(false);
});
