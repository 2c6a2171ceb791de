import { describe, expect, test } from "vitest";
import { openGpt2, openNanEcho, readBack, text } from "../testing/hf-folders.ts";
import { bytesOf } from "../testing/named-sources.ts";
import { writeHfFolder } from "./write-hf-folder.ts";

describe("tokenizers", () => {
  const vocabulary = (size: number) => Object.fromEntries(Array.from({ length: size }, (_, id) => [`t${id}`, id]));
  const full = JSON.stringify({
    model: { vocab: vocabulary(30) },
    added_tokens: [{ id: 30, content: "<|endoftext|>" }],
  });

  test("are passed through as they are", async () => {
    const { config, tensors, training } = await openGpt2("nanogpt.pt");
    const bytes = new TextEncoder().encode(JSON.stringify(vocabulary(31)));
    for (const tokenizer of [
      new Map<string, string | Uint8Array>([
        ["tokenizer.json", full],
        ["tokenizer_config.json", "{}"],
      ]),
      new Map<string, string | Uint8Array>([
        ["vocab.json", bytes],
        ["merges.txt", "#version: 0.2\n"],
      ]),
      new Map([
        ["vocab.json", JSON.stringify(vocabulary(30))],
        ["added_tokens.json", '{"<|endoftext|>":30}'],
      ]),
      new Map([["tokenizer.json", JSON.stringify({ model: { vocab: Object.entries(vocabulary(31)) } })]]),
    ]) {
      const folder = writeHfFolder(config, tensors, training, { tokenizer });
      for (const [name, file] of tokenizer) expect(folder.files.get(name)).toBe(file);
      expect(folder.notes).toEqual([]);
      expect(text(folder, "README.md")).toContain("AutoTokenizer");
    }
    const alone = new Map([["tokenizer_config.json", "{}"]]);
    expect(writeHfFolder(config, tensors, training, { tokenizer: alone }).notes[0]).toMatch(/was not checked/);
  });

  test.each([29, 33])("of %i tokens are refused, unless the model is resized", async (size) => {
    const { config, tensors, training } = await openGpt2("nanogpt.pt");
    const tokenizer = new Map([["vocab.json", JSON.stringify(vocabulary(size))]]);
    expect(() => writeHfFolder(config, tensors, training, { tokenizer })).toThrow(
      expect.objectContaining({ code: "vocabulary-mismatch", value: { model: 31, tokenizer: size } }),
    );
    const folder = writeHfFolder(config, tensors, training, { tokenizer, resizeVocab: true });
    expect(folder.notes).toHaveLength(1);
    const back = await readBack(folder);
    expect(back.config.vocab_size).toBe(size);
    const [before, after] = await Promise.all(
      [tensors, back.tensors].map((all) => bytesOf(all.get("transformer.wte.weight")!)),
    );
    const row = 12 * 4;
    expect(after.length).toBe(size * row);
    expect(after.subarray(0, 29 * row).equals(before.subarray(0, 29 * row))).toBe(true);
    expect(after.subarray(31 * row).every((byte) => byte === 0)).toBe(true);
  });

  test("resize a NanEcho's core and what joins it again", async () => {
    const { config, split, training } = await openNanEcho("nanecho-small-runtime.pt");
    const tokenizer = new Map([["vocab.json", JSON.stringify(vocabulary(31))]]);
    const options = { tokenizer, resizeVocab: true, nanEcho: { config, extras: split.extras } };
    const back = await readBack(writeHfFolder(split.core.config, split.core.tensors, training, options));
    expect(back.nanEcho!.config.vocab_size).toBe(31);
    expect(back.nanEcho!.tensors.get("token_embedding.weight")!.shape).toEqual([31, 8]);
  });

  test.each([
    ["../tokenizer.json", "{}"],
    ["model.safetensors", "{}"],
    ["tokenizer.json", "{"],
    ["tokenizer.json", "[]"],
    ["tokenizer.json", "{}"],
    ["tokenizer.json", '{"model":{"vocab":{}}}'],
    ["vocab.json", '{"a":0,"b":-1}'],
    ["vocab.json", '{"a":"0"}'],
  ])("%s with %s is refused", async (name, contents) => {
    const { config, tensors, training } = await openGpt2("nanogpt.pt");
    expect(() => writeHfFolder(config, tensors, training, { tokenizer: new Map([[name, contents]]) })).toThrow(
      expect.objectContaining({ code: "invalid-tokenizer", value: name }),
    );
  });
});
