import type { Classification } from "@tiny-cats/core";
import { percent } from "../../output/percent.ts";
import type { Printer } from "../../output/printer.ts";
import { shareBar } from "../../output/share-bar.ts";

const BAR = 24;

/** A picture's predictions as bars, for a human. */
export function printClassification(
  out: Printer,
  name: string,
  { predictions, catProbability }: Classification,
  topK: number,
): void {
  const { bold, dim, cyan } = out.style;
  const width = Math.max(...predictions.map(({ label }) => label.length));
  out.line(bold(name));
  for (const [rank, { label, probability }] of predictions.slice(0, topK).entries()) {
    const text = `${label.padEnd(width)}  ${percent(probability)}`;
    out.line(`  ${rank === 0 ? bold(text) : text}  ${cyan(shareBar(probability, BAR))}`);
  }
  if (catProbability !== undefined) out.line(dim(`  ${"a cat at all".padEnd(width)}  ${percent(catProbability)}`));
}
