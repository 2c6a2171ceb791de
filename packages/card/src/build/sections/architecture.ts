import type { Manifest } from "@tiny-cats/schema";
import { code } from "../code.ts";
import type { PartFacts } from "../facts.ts";
import { format } from "../format.ts";
import { inline } from "../inline.ts";
import { markdownTable } from "../markdown-table.ts";
import { plainCell } from "../plain-cell.ts";
import { languageFeatures } from "./language-features.ts";
import { perPart } from "./per-part.ts";
import type { SectionMaker } from "./section.ts";

/** Keys of a config.json that say nothing of the architecture. */
const LEFT_OUT = /^(?:_|id2label$|label2id$|labels$|transformers_version$|torch_dtype$|dtype$|echo_self_)/;

/** Inputs, outputs, preparation, settings of the network; of a language model context, tokenizer and what its tensors show it to have. */
export const architecture: SectionMaker = {
  id: "architecture",
  title: "Architecture",
  make: (facts) => perPart(facts, (part) => [table(part), languageFeatures(part)].filter(Boolean).join("\n\n")),
};

function table({ part }: PartFacts): string {
  const { manifest, config = {}, tokenizer } = part;
  const { parameters, inputs, outputs } = manifest;
  const rows: [string, string][] = [["architecture", inline(manifest.architecture)]];
  if (parameters !== undefined) rows.push(["parameters", format.count(parameters)]);
  rows.push(["inputs", inputs.map(tensor).join("; ")], ["outputs", outputs.map(tensor).join("; ")]);
  if (manifest.preprocessing) rows.push(["preparation", preparation(manifest.preprocessing)]);
  if (manifest.generation) {
    const { prediction, null_class } = manifest.generation;
    rows.push([
      "predicts",
      prediction === "sample" ? "the clean picture; the graph returns the velocity" : "the velocity",
    ]);
    rows.push(["null class", String(null_class)]);
  }
  if (manifest.task === "text-generation") {
    const length = config.n_positions ?? config.max_position_embeddings ?? config.block_size;
    rows.push(["context length", typeof length === "number" ? `${format.count(length)} tokens` : "not stated"]);
    rows.push(["tokenizer", tokenizerText(tokenizer)]);
  }
  for (const [key, value] of Object.entries(config)) {
    if (LEFT_OUT.test(key) || (typeof value === "object" && !Array.isArray(value))) continue;
    if (Array.isArray(value) && value.length > 16) continue;
    rows.push([code(key), plainCell(value)]);
  }
  return markdownTable(["property", "value"], rows);
}

function tensor({ name, dtype, shape }: Manifest["inputs"][number]): string {
  return `${code(name)} ${dtype} \\[${shape.map((side) => inline(String(side))).join(", ")}\\]`;
}

function preparation({ resize, crop, mean, std }: NonNullable<Manifest["preprocessing"]>): string {
  return `short side ${resize.short_side}, ${resize.resample}; centre crop ${crop.width}x${crop.height}; mean ${mean.join(", ")}; std ${std.join(", ")}`;
}

function tokenizerText(tokenizer: PartFacts["part"]["tokenizer"]): string {
  if (!tokenizer) return "none in this repository";
  const { kind, vocabulary } = tokenizer;
  const size = vocabulary === undefined ? "" : `, ${format.count(vocabulary)} entries`;
  return `${kind === undefined ? "of an unnamed kind" : inline(kind)}${size}`;
}
