import { folderOf } from "../../../../tooling/testing/folder-of.ts";

/** Notes with every section that people have to write. */
export const notesOn = (what: string, frontMatter = ""): string =>
  `${frontMatter === "" ? "" : `---\n${frontMatter}\n---\n\n`}## Intended use\n\nTo see ${what}.\n\n## Limits\n\n${what} alone.\n\n## Bias\n\nThat of whoever made ${what}.\n`;

/** A tokenizer's files with so many tokens. */
export const tokenizerFiles = (vocabulary: number) => ({
  "vocab.json": JSON.stringify(Object.fromEntries(Array.from({ length: vocabulary }, (_, id) => [`t${id}`, id]))),
  "merges.txt": "#version: 0.2\n",
});

/** A folder with a set of tokens of so many kinds by a formula, described with its licence; `more` are files in it too, or in their place. */
export function tokenSet(vocabulary = 31, more: Record<string, string | Uint8Array> = {}): string {
  const bin = (count: number, from: number) =>
    new Uint8Array(Uint16Array.from({ length: count }, (_, i) => ((i + from) * (i + from)) % vocabulary).buffer);
  const [train, val] = [40, 120];
  return folderOf({
    "train.bin": bin(train, 200),
    "val.bin": bin(val, 0),
    "metadata.json": JSON.stringify({
      ...{ tokenizer_type: "made-up", vocab_size: vocabulary, total_tokens: train + val, train_tokens: train },
      ...{ val_tokens: val, val_split: val / (train + val), block_size: 8, num_documents: 1, source_files: [] },
      dtype: "uint16",
    }),
    "card-notes.md": notesOn("squares", "license: cc0-1.0"),
    ...more,
  });
}
