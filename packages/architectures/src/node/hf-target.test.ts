import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openCheckpoint } from "@tiny-cats/checkpoint/node";
import { expect, test } from "vitest";
import { errorOf } from "../testing/error-of.ts";
import { folderContents } from "../testing/folder-contents.ts";
import { goldenPath } from "../testing/golden-path.ts";
import { languageGolden } from "../testing/language-golden.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { convertCheckpoint } from "./convert-checkpoint.ts";
import { openModel } from "./open-model.ts";

const NANOGPT = goldenPath("architectures/nanogpt.pt");

async function tokenizer(size: number): Promise<string> {
  const folder = await temporaryFolder();
  const vocab = Object.fromEntries(Array.from({ length: size }, (_, i) => [`t${i}`, i]));
  await writeFile(join(folder, "vocab.json"), JSON.stringify(vocab));
  await writeFile(join(folder, "merges.txt"), "#version: 0.2\n");
  await writeFile(join(folder, "unrelated.txt"), "left at home");
  return folder;
}

test("a GPT-2 folder has the names and shapes that transformers has, and a pickle only when asked", async () => {
  const out = await temporaryFolder();
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

test("a vocabulary of another size is refused, or resized and said so", async () => {
  const out = await temporaryFolder();
  const options = { to: ["hf"] as const, tokenizer: await tokenizer(33) };
  expect(await errorOf(() => convertCheckpoint(NANOGPT, out, options))).toMatchObject({ code: "vocabulary-mismatch" });
  expect(folderContents(out)).toEqual({});
  const report = await convertCheckpoint(NANOGPT, out, { ...options, resizeVocab: true });
  expect(report.notes.join(" ")).toContain("2 rows of zeros");
  await using model = await openModel(out);
  expect(model.tensors.get("transformer.wte.weight")!.shape).toEqual([33, 12]);
});
