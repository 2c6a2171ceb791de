import type { GateReport } from "../gates/report-of.ts";
import type { TagFacts } from "../hub/tag-name.ts";

const GATES = {
  accuracy: "cat-accuracy",
  kid: "kid",
  fid: "fid",
  perplexity: "perplexity",
} as const satisfies Partial<Record<keyof TagFacts, string>>;

/** The metrics that a tag can name: what the gates were judged by. */
export function tagMetrics({ results }: GateReport): Partial<Record<keyof typeof GATES, number>> {
  return Object.fromEntries(
    Object.entries(GATES).flatMap(([key, gate]) => {
      const value = results.find(({ name }) => name === gate)?.value;
      return typeof value === "number" ? [[key, value]] : [];
    }),
  );
}
