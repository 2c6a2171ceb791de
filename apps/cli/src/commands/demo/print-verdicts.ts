import { percent } from "../../output/percent.ts";
import type { Printer } from "../../output/printer.ts";
import type { Verdict } from "./verdicts.ts";

/** One line a drawing: what was drawn, and what the classifier sees in it; then how often the two agree. */
export function printVerdicts(out: Printer, verdicts: readonly Verdict[]): void {
  const { bold, dim, green, yellow } = out.style;
  const width = Math.max(...verdicts.map(({ drawing }) => drawing.settings.breed.length));
  const seenWidth = Math.max(...verdicts.map(({ seen }) => seen.label.length));
  for (const { drawing, seen, agrees } of verdicts) {
    const paint = agrees ? green : yellow;
    out.line(
      `  ${drawing.settings.breed.padEnd(width)}  ${dim("seen as")} ${paint(seen.label.padEnd(seenWidth))}  ${percent(seen.probability)}`,
    );
  }
  const agreeing = verdicts.filter(({ agrees }) => agrees).length;
  out.line(bold(`  The classifier agrees with ${agreeing} of ${verdicts.length}.`));
}
