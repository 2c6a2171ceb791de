import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openCheckpoint } from "@tiny-cats/checkpoint/node";
import { expect, test } from "vitest";
import { vectorPath } from "../../../../tooling/golden/vector-path.ts";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { folderContents } from "../testing/folder-contents.ts";
import { languageGolden } from "../testing/language-golden.ts";
import { type ConvertOptions, convertCheckpoint } from "./convert-checkpoint.ts";
import { openModel } from "./open-model.ts";

const NANOGPT = vectorPath("architectures/nanogpt.pt");

async function tokenizer(size: number): Promise<string> {
  const folder = temporaryFolder();
  const vocab = Object.fromEntries(Array.from({ length: size }, (_, i) => [`t${i}`, i]));
  await writeFile(join(folder, "vocab.json"), JSON.stringify(vocab));
  await writeFile(join(folder, "merges.txt"), "#version: 0.2\n");
  await writeFile(join(folder, "unrelated.txt"), "left at home");
  return folder;
}

test("a GPT-2 folder has the names and shapes that transformers has, and a pickle only when asked", async () => {
  const out = temporaryFolder();
  await convertCheckpoint(NANOGPT, out, { to: ["hf"], tokenizer: await tokenizer(31) });
  expect(Object.keys(folderContents(out))).toEqual([
    "README.md",
    "config.json",
    "generation_config.json",
    "merges.txt",
    "model.safetensors",
    "training_metadata.json",
    "vocab.json",
  ]);
  await using weights = await openCheckpoint(join(out, "model.safetensors"));
  expect(weights.metadata.get("format")).toBe("pt");
  const expected = languageGolden.gpt2["gpt2-hf"].keys
    .map(([name]) => name)
    .filter((name) => name !== "lm_head.weight");
  expect([...weights.tensors.keys()].sort()).toEqual(expected.sort());
  await convertCheckpoint(NANOGPT, out, { to: ["hf"], pickle: true });
  await using pickle = await openCheckpoint(join(out, "pytorch_model.bin"));
  for (const [name, tensor] of weights.tensors)
    expect(await pickle.tensors.get(name)!.read()).toEqual(await tensor.read());
});

test("what was checked is what is claimed", async () => {
  const nanEcho = vectorPath("architectures/nanecho-small-export.pt");
  const parity = async (options: ConvertOptions) =>
    (await convertCheckpoint(nanEcho, temporaryFolder(), { to: ["hf"], ...options })).parity[0];
  expect(await parity({})).toMatchObject({
    compared: "every tensor of the core, and of the whole joined again",
    with: "the checkpoint, bit for bit",
  });
  expect(await parity({ tokenizer: await tokenizer(29), resizeVocab: true })).toEqual(await parity({}));
  expect(await parity({ tokenizer: await tokenizer(33), resizeVocab: true })).toMatchObject({
    compared: "every tensor of the core",
    with: "the checkpoint with its vocabulary resized, bit for bit",
  });
});

test("a vocabulary of another size is refused, or resized and said so", async () => {
  const out = temporaryFolder();
  const options = { to: ["hf"] as const, tokenizer: await tokenizer(33) };
  expect(await errorOf(() => convertCheckpoint(NANOGPT, out, options))).toMatchObject({ code: "vocabulary-mismatch" });
  expect(folderContents(out)).toEqual({});
  const report = await convertCheckpoint(NANOGPT, out, { ...options, resizeVocab: true });
  expect(report.notes.join(" ")).toContain("2 rows of zeros");
  await using model = await openModel(out);
  expect(model.tensors.get("transformer.wte.weight")!.shape).toEqual([33, 12]);
});
