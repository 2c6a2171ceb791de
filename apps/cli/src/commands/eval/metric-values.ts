import type { GeneratorReport } from "@tiny-cats/eval/node";

/** The metrics of drawings that people are shown, by the report's keys. */
export function metricValues(report: GeneratorReport): [key: string, value: number | null][] {
  const { kid, class_score: score, inception_score: inception, agreement, memorisation, noise } = report;
  return [
    ["kid", kid?.mean ?? null],
    ["frechet_distance", report.frechet_distance],
    ["class_score", score?.mean ?? null],
    ["fid", report.fid],
    ["inception_score", inception?.mean ?? null],
    ["precision", report.precision],
    ["recall", report.recall],
    ["density", report.density],
    ["coverage", report.coverage],
    ["agreement", agreement.value],
    ["memorisation", memorisation?.near_share ?? null],
    ["noise", noise?.share ?? null],
  ];
}

/** A metric with four digits, or that there is none. */
export function metricText(value: number | null): string {
  return value === null ? "-" : value.toPrecision(4);
}
