import type { GateReport } from "../gates/report-of.ts";

const GATES = {
  accuracy: "cat-accuracy",
  kid: "kid",
  fid: "fid",
  perplexity: "perplexity",
} as const;

/** The metrics that a tag can name: what the gates were judged by; undefined of what was not measured. */
export function tagMetrics({ results }: GateReport): Record<string, number | undefined> {
  return Object.fromEntries(
    Object.entries(GATES).map(([word, gate]) => {
      const value = results.find(({ name }) => name === gate)?.value;
      return [word, typeof value === "number" ? value : undefined];
    }),
  );
}
