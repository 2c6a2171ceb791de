import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { errorOf } from "../../../tooling/testing/error-of.ts";
import { openCheckpoint } from "./open-checkpoint.ts";
import { encodePyTorch } from "./pytorch/encode-pytorch.ts";
import type { Writable } from "./pytorch/pickle-value.ts";
import { encodeSafetensors } from "./safetensors/encode-safetensors.ts";
import { tiedTensors } from "./tensor/tied-tensors.ts";
import { describeValue, wholeFloatsAsInts } from "./testing/describe-value.ts";
import { gathered } from "./testing/gathered.ts";
import { fromBase64, golden, goldenFile } from "./testing/golden.ts";

const files = Object.entries(golden.files);
const inPyTorch = files.filter(([name]) => name.endsWith(".pt") && !name.startsWith("peculiar"));

test("the vectors are of the script that stands beside them", () => {
  const script = readFileSync(new URL(`../../../tooling/golden/scripts/${golden.script}`, import.meta.url));
  expect(createHash("sha256").update(script).digest("hex")).toBe(golden.script_sha256);
});

test.each(files)("%s is read as PyTorch reads it", async (name, { sha256, tree, format, metadata }) => {
  const bytes = goldenFile(name);
  expect(createHash("sha256").update(bytes).digest("hex")).toBe(sha256);
  const checkpoint = await openCheckpoint(bytes);
  expect(checkpoint.format).toBe(format);
  expect(Object.fromEntries(checkpoint.metadata)).toEqual(metadata ?? {});
  const described = await describeValue(checkpoint.value);
  const wanted = wholeFloatsAsInts(golden.trees[tree]);
  // A header lists tensors in the order of their bytes, whatever the dict's was; and a flat file has no views.
  if (format === "safetensors") expect(sorted(described)).toEqual(sorted(wanted));
  else expect(described).toEqual(wanted);
});

function sorted(described: unknown): unknown {
  const [pairs] = Object.values(described as Record<string, [string, unknown][]>);
  return [...pairs].sort(([a], [b]) => (a < b ? -1 : 1));
}

test.each(inPyTorch)("%s, written and read again, is the same", async (_, { tree }) => {
  const first = await openCheckpoint(goldenFile(`${tree}.pt`));
  const value = tree === "values" ? without(first.value as Map<string, Writable>, "quantized_dtype") : first.value;
  const bytes = await gathered(encodePyTorch(value as Writable));
  const second = await openCheckpoint(bytes);
  expect(await describeValue(second.value)).toEqual(await describeValue(value as never));
  expect(tiedTensors(second.tensors)).toEqual(tiedTensors(first.tensors));
  expect(await gathered(encodePyTorch(second.value as Writable))).toEqual(bytes);
});

function without(dict: Map<string, Writable>, key: string): Map<string, Writable> {
  return new Map([...dict].filter(([name]) => name !== key));
}

test("tied tensors share a storage, and a slice of one shares it too", async () => {
  for (const name of ["tied.pt", "tied-legacy.pt", "tied-legacy-protocol-4.pt"]) {
    const { tensors } = await openCheckpoint(goldenFile(name));
    expect(tiedTensors(tensors)).toEqual([["wte.weight", "lm_head.weight"]]);
    expect(tensors.get("slice")!.storage).toBe(tensors.get("wte.weight")!.storage);
    expect(tensors.get("other")!.storage).not.toBe(tensors.get("wte.weight")!.storage);
    expect([...tensors.keys()]).toEqual(["wte.weight", "lm_head.weight", "slice", "other"]);
  }
});

test("tensors are named by their path through dicts and lists", async () => {
  const { tensors } = await openCheckpoint(goldenFile("training.pt"));
  expect([...tensors.keys()].filter((name) => /ema|0\.exp_avg$|0\.weight/.test(name))).toEqual([
    "model_state_dict.0.weight",
    "optimizer_state_dict.state.0.exp_avg",
    ...[0, 1, 2, 3, 4, 5].map((i) => `ema_shadow_params.${i}`),
  ]);
  expect([...(await openCheckpoint(goldenFile("tensor.pt"))).tensors.keys()]).toEqual(["tensor"]);
});

test("with exactFloats, whole floats and ints stay apart", async () => {
  const { value } = await openCheckpoint(goldenFile("values.pt"), { exactFloats: true });
  const dict = value as Map<string, Writable[]>;
  expect(dict.get("floats")!.slice(0, 2)).toEqual([0.5, { kind: "float", value: -0 }]);
  expect(dict.get("floats")![5]).toEqual({ kind: "float", value: 2 });
  expect(dict.get("complex")).toEqual({ kind: "complex", re: 1.5, im: -2 });
  expect(dict.get("ints")![1]).toBe(1);
  const again = await openCheckpoint(await gathered(encodePyTorch(without(dict as never, "quantized_dtype"))), {
    exactFloats: true,
  });
  expect((again.value as typeof dict).get("floats")).toEqual(dict.get("floats"));
  const peculiar = await openCheckpoint(goldenFile("peculiar.pt"), { exactFloats: true });
  expect((peculiar.value as typeof dict).get("np_f64")).toBe(2.5);
});

test("the safetensors file that the reference wrote is written byte for byte", async () => {
  const bytes = goldenFile("flat.safetensors");
  const { tensors, metadata } = await openCheckpoint(bytes);
  const reversed = [...tensors].reverse();
  const { size, chunks } = encodeSafetensors(reversed, { metadata });
  const written = await gathered(chunks);
  expect(written).toEqual(bytes);
  expect(size).toBe(bytes.length);
});

const REFUSALS: Record<string, string> = {
  module: "forbidden-pickle",
  path: "forbidden-pickle",
  quantized: "unsupported-dtype",
};

test.each(Object.entries(golden.refused))("a pickled %s is refused by name", async (name, data) => {
  const error = await errorOf(() => openCheckpoint(fromBase64(data)));
  expect(error.code).toBe(REFUSALS[name] ?? "unsupported-tensor");
  expect(error.remedy).not.toBe("");
});
