import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseCard } from "@tiny-cats/card";
import { LAYOUT } from "../layout.ts";
import { parsed } from "./model-folder.ts";
import { numbersWithoutSource } from "./numbers-of.ts";

const MEASURED = ["classification", "generation", "language", "inference", "quantization", "samples"];

type Metric = { type: string; value: number; args?: { k?: number; std?: number } };

/** Where a report keeps what a model-index names otherwise. */
// biome-ignore lint/suspicious/noExplicitAny: reports of several kinds, of which each metric is in one.
const PLACES: Readonly<Record<string, (report: any, k?: number) => number>> = {
  accuracy: ({ classification }) => classification.accuracy,
  balanced_accuracy: ({ classification }) => classification.balanced_accuracy,
  expected_calibration_error: ({ classification }) => classification.expected_calibration_error,
  top_k_accuracy: ({ classification }, k) => classification.top_k[String(k)],
  cat_not_cat_accuracy: ({ classification }) => classification.cat_not_cat.accuracy,
  class_score: (report) => report.class_score.mean,
  kid: (report) => report.kid.mean,
  cross_entropy: ({ language }) => language.cross_entropy,
  perplexity: ({ language }) => language.perplexity,
};

/**
 * Numbers of a published folder's card that the file they are said to come from does not have: of its measured sections, and of its model-index. The card is
 * that of the folder, or `text` in its place. Gives also how many metrics the model-index has.
 */
export function strayNumbers(root: string, text = readFileSync(join(root, LAYOUT.card), "utf8")) {
  const { sections, frontMatter } = parseCard(text);
  const manifests = ["", LAYOUT.generator].flatMap((at) => {
    try {
      return [parsed(root, join(at, LAYOUT.manifest))];
    } catch {
      return [];
    }
  });
  const sizes = manifests.flatMap(({ files }) => files.map(({ bytes }: { bytes: number }) => bytes));
  const samplers = manifests.map(({ generation }) => generation ?? null);
  const stray = sections.flatMap(({ id, content }) => {
    if (!MEASURED.includes(id)) return [];
    const links = [...content.matchAll(/\]\(([^)]+\.json)\)/g)].map(([, path]) => path);
    if (links.length === 0) return [`${id} names no source`];
    const sources = [...new Set(links)].map((path) => parsed(root, path));
    // 255 is the range of pixels.
    return numbersWithoutSource(content, [...sources, sizes, samplers, 255]).map((number) => `${id}: ${number}`);
  });
  const index = frontMatter?.data["model-index"] as
    | { results: { metrics: Metric[]; source: { name: string } }[] }[]
    | undefined;
  let metrics = 0;
  for (const { metrics: listed, source } of (index ?? []).flatMap(({ results }) => results)) {
    const report = parsed(root, source.name);
    for (const { type, value, args } of listed) {
      metrics++;
      if (value !== (PLACES[type]?.(report, args?.k) ?? report[type])) stray.push(`model-index: ${type} ${value}`);
      if (args?.std !== undefined && args.std !== report[type].std) stray.push(`model-index: ${type} ± ${args.std}`);
    }
  }
  return { stray, metrics, sections: sections.map(({ id }) => id).filter((id) => MEASURED.includes(id)) };
}
