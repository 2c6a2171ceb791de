import { castTensor } from "@tiny-cats/checkpoint";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalTensors } from "../canonical-tensors.ts";
import { convertTensors } from "../convert-tensors.ts";
import { detect } from "../detect.ts";
import { trainingMetadata } from "../hf-folder/training-metadata.ts";
import { parseConfig } from "../parse-config.ts";
import { formulaTensor } from "../testing/formula-tensors.ts";
import { openCase, weightsOf } from "../testing/gpt2-golden.ts";
import { inMemory } from "../testing/in-memory.ts";
import { languageGolden } from "../testing/language-golden.ts";
import { expectSameTensors, inMemorySources, readAll } from "../testing/named-sources.ts";
import { gpt2 } from "./gpt2.ts";

describe("there and back", () => {
  test.each(["nanogpt", "nanogpt-nobias"])("%s -> Hugging Face -> nanoGPT is the same to the bit", async (name) => {
    const { golden, checkpoint, config, tensors } = await openCase(name);
    const written = convertTensors(gpt2, config, tensors, { to: "huggingface" });
    expect(written.has("lm_head.weight")).toBe(false);
    const hf = await inMemory(await readAll(written));
    const again = detect(hf, { config: { ...config } });
    expect(again.dialect.name).toBe("huggingface");
    const back = convertTensors(gpt2, config, await canonicalTensors(again), { to: "nanogpt" });
    expect([...back].map(([key, { shape }]) => [key, shape])).toEqual(golden.keys);
    await expectSameTensors(back, weightsOf(checkpoint));
  });

  test("Hugging Face -> nanoGPT -> Hugging Face is the same to the bit", async () => {
    const { checkpoint, config, tensors } = await openCase("gpt2-hf");
    const nano = convertTensors(gpt2, config, tensors, { to: "nanogpt" });
    expect(nano.get("lm_head.weight")).toBe(nano.get("transformer.wte.weight"));
    const again = detect(await inMemory(await readAll(nano)), { config: { ...config } });
    expect(again.dialect.name).toBe("nanogpt");
    const back = convertTensors(gpt2, config, await canonicalTensors(again), { to: "huggingface" });
    const written = weightsOf(checkpoint);
    await expectSameTensors(back, new Map([...back.keys()].map((name) => [name, written.get(name)!])));
    expect(back.size).toBe(written.size);
  });

  test("models of any size come back from nanoGPT's layout to the bit", async () => {
    const sizes = fc.record({
      vocab_size: fc.integer({ min: 1, max: 9 }),
      n_positions: fc.integer({ min: 1, max: 5 }),
      heads: fc.integer({ min: 1, max: 3 }),
      size: fc.integer({ min: 1, max: 3 }),
      n_layer: fc.integer({ min: 1, max: 3 }),
      bias: fc.boolean(),
      dtype: fc.constantFrom("f32", "bf16", "f16", "f64"),
    });
    const property = fc.asyncProperty(sizes, async ({ heads, size, dtype, ...told }) => {
      const config = parseConfig(gpt2, {
        ...told,
        n_head: heads,
        n_embd: heads * size,
        activation_function: "gelu",
      });
      const tensors = new Map(
        [...gpt2.tensors(config)].map(([name, { shape }]) => {
          const isZero = !config.bias && name.endsWith(".bias");
          const tensor = formulaTensor(name, shape);
          const data = isZero ? new Float32Array(tensor.data.length) : tensor.data;
          return [name, { ...tensor, data }] as const;
        }),
      );
      const file = await inMemory(tensors);
      const typed = new Map([...file.tensors].map(([name, tensor]) => [name, castTensor(tensor, dtype as "f32")]));
      const ordered = new Map([...gpt2.tensors(config).keys()].map((name) => [name, typed.get(name)!]));
      const nano = convertTensors(gpt2, config, ordered, { to: "nanogpt" });
      const found = detect(await inMemorySources(nano), { config: { n_head: heads } });
      expect(found.config).toEqual(config);
      await expectSameTensors(await canonicalTensors(found), ordered);
    });
    await fc.assert(property, { seed: 20261122, numRuns: 60 });
  });

  test("the tree of a nanoGPT file has what its sampler reads", async () => {
    const { config, tensors } = await openCase("nanogpt");
    const tree = gpt2.dialects[0].wrap!(tensors, config) as Record<string, unknown>;
    expect(tree.model).toBe(tensors);
    expect(tree.model_args).toEqual({ ...languageGolden.gpt2.nanogpt.config, dropout: 0 });
    expect(tree.config).toEqual({ activation_function: "gelu" });
    expect(Object.keys(tree)).toEqual(["model", "model_args", "config"]);
    const { checkpoint } = await openCase("nanogpt");
    const said = await trainingMetadata(checkpoint.value);
    const whole = gpt2.dialects[0].wrap!(tensors, config, said) as Record<string, unknown>;
    expect(whole).toMatchObject({ iter_num: 1750, config: { dataset: "letters", activation_function: "gelu" } });
    expect(whole.best_val_loss).toBeCloseTo(1.4697, 6);
  });
});

describe("refusals", () => {
  test("a nanoGPT file without its arguments needs to be told the heads", async () => {
    const { tensors } = await openCase("nanogpt");
    const nano = await readAll(convertTensors(gpt2, (await openCase("nanogpt")).config, tensors, { to: "nanogpt" }));
    const file = await inMemory(nano);
    expect(() => detect(file)).toThrow(expect.objectContaining({ code: "config-needed", value: ["n_head"] }));
    expect(detect(file, { config: { n_head: 2 } }).config).toMatchObject({ n_head: 2, n_layer: 2, n_positions: 9 });
  });

  test.each(["missing", "unknown", "shape"])("a tensor that is %s is named", async (what) => {
    const { config, tensors } = await openCase("gpt2-hf");
    const all = await readAll(tensors);
    const name = "transformer.h.1.mlp.c_proj.bias";
    if (what === "missing") all.delete(name);
    if (what === "unknown") all.set("transformer.h.1.mlp.gate.weight", all.get(name)!);
    if (what === "shape") all.set(name, { dtype: "f32", shape: [11], data: new Float32Array(11) as never });
    const found = detect(await inMemory(all), { config: { ...config } });
    const difference = { missing: [], unknown: [], shapes: [], dtypes: [] };
    const expected = {
      missing: { ...difference, missing: [name] },
      unknown: { ...difference, unknown: ["transformer.h.1.mlp.gate.weight"] },
      shape: { ...difference, shapes: [{ name, expected: [12], found: [11] }] },
    }[what];
    await expect(canonicalTensors(found)).rejects.toMatchObject({ code: "tensor-mismatch", value: expected });
  });

  test("a head that is not the embedding is refused where it should be tied", async () => {
    const { config, tensors } = await openCase("gpt2-hf");
    const all = await readAll(tensors);
    const { shape, data } = all.get("transformer.wte.weight")!;
    all.set("lm_head.weight", { dtype: "f32", shape, data: data.map((byte, i) => (i === 5 ? byte ^ 1 : byte)) });
    const found = detect(await inMemory(all), { config: { ...config } });
    await expect(canonicalTensors(found)).rejects.toMatchObject({ code: "tied-tensors-differ" });
  });

  test("nanoGPT can't hold every GPT-2", async () => {
    const { config, tensors } = await openCase("gpt2-hf-untied");
    expect(() => convertTensors(gpt2, config, tensors, { to: "nanogpt" })).toThrow(
      expect.objectContaining({
        code: "dialect-limits",
        value: ["n_inner 20", "layer_norm_epsilon 0.001", "an untied head"],
      }),
    );
  });

  test.each([
    ["n_layer", 1e9],
    ["n_embd", -1],
    ["n_head", 5],
    ["vocab_size", "31"],
    ["activation_function", "relu"],
    ["scale_attn_by_inverse_layer_idx", true],
    ["add_cross_attention", true],
    ["layer_norm_epsilon", 0],
  ])("a configuration with %s %s is refused", (field, value) => {
    const config = { ...gpt2.presets.gpt2, [field]: value };
    expect(() => parseConfig(gpt2, config)).toThrow(expect.objectContaining({ code: "invalid-model-config" }));
  });
});
