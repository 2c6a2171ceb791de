import type { EvaluationComparison, Verdict } from "../compare/compare-evaluations.ts";
import type { Page } from "./block.ts";
import { numberText, withInterval } from "./number-text.ts";

const VERDICTS: Readonly<Record<Verdict, string>> = {
  better: "b is better",
  worse: "b is worse",
  "within-noise": "within noise",
  unknown: "no verdict",
};

/** What a comparison says, for people. */
export function comparisonPage({ a, b, data, metrics, remarks }: EvaluationComparison): Page {
  const cell = (value: number | null) => (value === null ? "" : numberText(value));
  const rows = metrics.map(({ name, better, difference, interval, verdict, reason, ...values }) => [
    `${name} (${better} is better)`,
    cell(values.a),
    cell(values.b),
    difference === null ? "" : withInterval(difference, interval),
    reason === undefined ? VERDICTS[verdict] : `${VERDICTS[verdict]}: ${reason}`,
  ]);
  const on = data ? `Both on the split ${data.split} of ${data.name}. ` : "";
  return {
    title: "Two evaluations",
    blocks: [
      {
        kind: "list",
        items: Object.entries({ a, b }).map(
          ([side, { file, sha256, n, date }]) => `${side}: ${file}, SHA-256 ${sha256}, n = ${n}, ${date}`,
        ),
      },
      { kind: "text", text: `${on}A verdict is given where the interval of the difference leaves 0 out.` },
      { kind: "table", head: ["metric", "a", "b", "b - a", "verdict"], rows },
      ...(remarks.length > 0 ? [{ kind: "list" as const, items: remarks }] : []),
    ],
  };
}
