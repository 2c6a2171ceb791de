import type { DataReport } from "@tiny-cats/schema";
import type { TokenSet } from "../tokens/open-token-set.ts";

/** What was counted of a data set, as buildDatasetCard of @tiny-cats/card takes it. */
export interface DatasetFacts {
  /** The set's name. */
  title: string;
  /** The Hub's tasks. */
  tasks: string[];
  /** What one item is. */
  item: string;
  splits: { name: string; items: number; classes?: Record<string, number>; sha256: string }[];
  /** More of what was found, in words. */
  properties: { name: string; value: string }[];
}

/** What a dataset card says of a set of pictures, by its report, or of a set of tokens. */
export function datasetFacts(
  source: DataReport | Pick<TokenSet, "name" | "metadata" | "splits" | "sha256">,
): DatasetFacts {
  return "pictures" in source ? ofPictures(source) : ofTokens(source);
}

function ofPictures(report: DataReport): DatasetFacts {
  const { name, labels, splits, sizes, broken, mismatches, exact_duplicates: exact, near_duplicates: near } = report;
  const range = (title: string, key: "width" | "height" | "aspect" | "bytes", unit: string) =>
    sizes
      ? [
          {
            name: title,
            value: `${short(sizes[key].min)} to ${short(sizes[key].max)}${unit}, median ${short(sizes[key].p50)}`,
          },
        ]
      : [];
  const { sha256 } = report.measured.data ?? {};
  return {
    title: name,
    tasks: ["image-classification"],
    item: "a picture with its class",
    splits: Object.entries(splits).map(([split, { n, sha256: hash }]) => ({
      name: split,
      items: n,
      classes: Object.fromEntries(
        labels.map(({ label, splits: counts }) => [label, Object.hasOwn(counts, split) ? counts[split] : 0]),
      ),
      sha256: hash,
    })),
    properties: [
      ...(sha256 === undefined
        ? []
        : [{ name: "sha256 of the list of names, labels, splits and files", value: sha256 }]),
      ...range("width", "width", " pixels"),
      ...range("height", "height", " pixels"),
      ...range("width / height", "aspect", ""),
      ...range("file size", "bytes", " bytes"),
      { name: "pictures that can't be read", value: count(broken.length) },
      ...(report.layout === "index" ? [{ name: "not as the index says", value: count(mismatches.length) }] : []),
      { name: "groups of files with the same bytes", value: leaking(exact) },
      ...(near
        ? [{ name: "pairs that look the same", value: `${near.truncated ? "over " : ""}${leaking(near.pairs)}` }]
        : []),
    ],
  };
}

function ofTokens({
  name,
  metadata,
  splits,
  sha256,
}: Pick<TokenSet, "name" | "metadata" | "splits" | "sha256">): DatasetFacts {
  const { tokenizer_type, vocab_size, block_size, num_documents, source_files } = metadata;
  const told = (title: string, value: number | undefined) =>
    value === undefined ? [] : [{ name: title, value: count(value) }];
  return {
    title: name,
    tasks: ["text-generation"],
    item: "a token of 16 bits",
    splits: Object.entries(splits).map(([split, part]) => ({ name: split, items: part.tokens, sha256: part.sha256 })),
    properties: [
      { name: "sha256 of the splits", value: sha256 },
      { name: "tokenizer", value: tokenizer_type },
      { name: "vocabulary", value: count(vocab_size) },
      ...told("context length", block_size),
      ...told("documents", num_documents),
      ...told("source files", Array.isArray(source_files) ? source_files.length : source_files),
    ],
  };
}

function leaking(groups: readonly { leak: boolean }[]): string {
  const leaks = groups.filter(({ leak }) => leak).length;
  return leaks === 0 ? count(groups.length) : `${count(groups.length)}, ${count(leaks)} across splits`;
}

function count(n: number): string {
  return n.toLocaleString("en-US");
}

/** Whole numbers as they are, others with three figures. */
function short(n: number): string {
  return Number.isInteger(n) || n >= 100 ? count(Math.round(n)) : String(Number(n.toPrecision(3)));
}
