import { castTensor } from "@tiny-cats/checkpoint";
import { describe, expect, test } from "vitest";
import { convertTensors } from "../convert-tensors.ts";
import { gpt2 } from "../gpt2/gpt2.ts";
import { measureCoreGap } from "../nanecho/measure-core-gap.ts";
import { stateDicts } from "../state-dicts.ts";
import { openGpt2, openNanEcho, parsed, readBack, safetensors, text } from "../testing/hf-folders.ts";
import { expectLogits, languageGolden } from "../testing/language-golden.ts";
import { expectSameTensors, inMemorySources, readAll } from "../testing/named-sources.ts";
import { readHfFolder } from "./read-hf-folder.ts";
import { trainingMetadata } from "./training-metadata.ts";
import { writeHfFolder } from "./write-hf-folder.ts";

describe("a folder of a nanoGPT model", () => {
  test.each(["nanogpt", "nanogpt-nobias"])("%s comes back to the bit", async (name) => {
    const golden = languageGolden.gpt2[name];
    const { checkpoint, config, tensors, training } = await openGpt2(golden.file);
    const folder = writeHfFolder(config, tensors, training);
    expect([...folder.files.keys()]).toEqual([
      "config.json",
      "generation_config.json",
      "model.safetensors",
      "training_metadata.json",
      "README.md",
    ]);
    const back = await readBack(folder);
    expect(back.config).toEqual({ ...config, bos_token_id: null, eos_token_id: null });
    expect(back.nanEcho).toBeUndefined();
    const nano = convertTensors(gpt2, back.config, back.tensors, { to: "nanogpt" });
    expect([...nano].map(([key, { shape }]) => [key, shape])).toEqual(golden.keys);
    await expectSameTensors(nano, stateDicts(checkpoint)[0].tensors);
    await expectLogits(gpt2, back.config, back.tensors, golden);
  });

  test("biases that were trained since are kept, and said", async () => {
    const { config, tensors, training } = await openGpt2("nanogpt-nobias.pt");
    const name = "transformer.ln_f.bias";
    const trained = new Map([...tensors, [name, tensors.get("transformer.ln_f.weight")!]]);
    const back = await readBack(writeHfFolder(config, trained, training));
    expect(back.config.bias).toBe(true);
    expect(back.notes.at(-1)).toMatch(/has some now/);
    expect(convertTensors(gpt2, back.config, back.tensors, { to: "nanogpt" }).has(name)).toBe(true);
  });

  test("config.json says what is computed, and GPT-2's ids where they are in the vocabulary", async () => {
    const config = { ...gpt2.presets.gpt2, n_layer: 1, n_embd: 24, activation_function: "gelu" } as const;
    const { bos_token_id, eos_token_id, ...bare } = config;
    const zeros = new Map(
      [...gpt2.tensors(config)].map(([name, { shape }]) => [
        name,
        { dtype: "f32" as const, shape, async *chunks() {} },
      ]),
    );
    const folder = writeHfFolder(bare, zeros, await trainingMetadata(undefined));
    expect(parsed(folder, "config.json")).toEqual({
      architectures: ["GPT2LMHeadModel"],
      model_type: "gpt2",
      vocab_size: 50257,
      n_positions: 1024,
      n_embd: 24,
      n_layer: 1,
      n_head: 12,
      n_inner: null,
      activation_function: "gelu",
      layer_norm_epsilon: 1e-5,
      tie_word_embeddings: true,
      scale_attn_weights: true,
      scale_attn_by_inverse_layer_idx: false,
      add_cross_attention: false,
      bos_token_id: 50256,
      eos_token_id: 50256,
    });
    expect(parsed(folder, "generation_config.json")).toEqual({
      _from_model_config: true,
      bos_token_id: 50256,
      eos_token_id: 50256,
    });
  });

  test("an untied head has its own tensor, a tied one has none", async () => {
    const { config, tensors, training } = await openGpt2(
      "gpt2-hf-untied.safetensors",
      languageGolden.gpt2["gpt2-hf-untied"].config,
    );
    const back = await readBack(writeHfFolder(config, tensors, training));
    expect(back.tensors.has("lm_head.weight")).toBe(true);
    expect(back.config).toEqual(config);
    await expectSameTensors(back.tensors, tensors);
  });
});

describe("a folder of a NanEcho", () => {
  test.each(["nanecho-cache.pt", "nanecho-four-cache.pt", "nanecho-small-trainer.pt"])(
    "%s comes back whole",
    async (file) => {
      const { config, tensors, split, training } = await openNanEcho(file);
      const folder = writeHfFolder(split.core.config, split.core.tensors, training, {
        nanEcho: { config, extras: split.extras },
      });
      const back = await readBack(folder);
      expect(back.nanEcho!.config).toEqual(config);
      await expectSameTensors(back.nanEcho!.tensors, tensors);
      await expectSameTensors(
        back.tensors,
        new Map([...back.tensors.keys()].map((name) => [name, split.core.tensors.get(name)!])),
      );
      expect(text(folder, "README.md")).toContain("How far they are apart: not measured.");
    },
  );

  test("says what the converter of the seed says, and what it cost", async () => {
    const { config, tensors, split, training } = await openNanEcho("nanecho-cache.pt");
    const gap = await measureCoreGap(config, tensors, split.core, [[1, 2, 3, 4]]);
    const folder = writeHfFolder(split.core.config, split.core.tensors, training, {
      nanEcho: { config, extras: split.extras, gap },
      name: "Echo",
      license: "mit",
    });
    expect(parsed(folder, "config.json")).toMatchObject({
      activation_function: "gelu",
      echo_self_version: "1.0",
      echo_self_persona_dimensions: config.persona_dimensions,
      echo_self_adaptive_attention: true,
      echo_self_recursive_reasoning: true,
      attn_pdrop: 0.1,
      bos_token_id: null,
    });
    const readme = text(folder, "README.md");
    expect(readme).toMatch(
      /^---\nlibrary_name: transformers\npipeline_tag: text-generation\nlicense: "mit"\ntags:\n- gpt2\n- echo-self\n- nanecho\n---\n\n# Echo\n/,
    );
    expect(readme).toContain(`| largest difference of logits | ${Number(gap.max_abs.toPrecision(4))} |`);
    expect(readme).toContain("| validation loss | 2.75 |");
  });

  test("extras without their configuration are refused", async () => {
    const { split, training, config } = await openNanEcho("nanecho-small-runtime.pt");
    const folder = writeHfFolder(split.core.config, split.core.tensors, training);
    const weights = await safetensors(folder.files.get("model.safetensors"));
    const files = { config: parsed(folder, "config.json"), weights };
    const extras = await inMemorySources(split.extras);
    await expect(readHfFolder({ ...files, extras })).rejects.toMatchObject({ code: "config-needed" });
    const broken = await inMemorySources(split.extras, { config: "{" });
    await expect(readHfFolder({ ...files, extras: broken })).rejects.toMatchObject({ code: "invalid-model-config" });
    const other = await inMemorySources(split.extras, { config: JSON.stringify({ ...config, n_layer: 3 }) });
    await expect(readHfFolder({ ...files, extras: other })).rejects.toMatchObject({ code: "tensor-mismatch" });
  });
});

test("float16 weights stay float16", async () => {
  const { config, tensors, training } = await openGpt2("nanogpt.pt");
  const half = new Map([...tensors].map(([name, source]) => [name, castTensor(source, "f16")]));
  const back = await readBack(writeHfFolder(config, half, training));
  expect([...(await readAll(back.tensors)).values()].every(({ dtype }) => dtype === "f16")).toBe(true);
});
