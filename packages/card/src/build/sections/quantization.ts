import type { QuantizationReport } from "@tiny-cats/schema";
import { code } from "../code.ts";
import type { HeldVariant } from "../facts.ts";
import { format } from "../format.ts";
import { inline } from "../inline.ts";
import { interval } from "../interval.ts";
import { link } from "../link.ts";
import { markdownTable } from "../markdown-table.ts";
import { reading } from "../reading.ts";
import { sourceLine } from "../sources.ts";
import { perPart } from "./per-part.ts";
import type { SectionMaker } from "./section.ts";

/** What smaller variants of a graph lose and save beside the graph that they were made of. */
export const quantization: SectionMaker = {
  id: "quantization",
  title: "Quantization",
  measured: true,
  make: (facts) =>
    perPart(facts, ({ part, quantizations }) =>
      quantizations.length === 0
        ? undefined
        : quantizations.map((variant) => beside(variant, part.manifest.generation !== undefined)).join("\n\n"),
    ),
};

type Row = [measure: string, original: string, variant: string, difference: string];

function beside({ path, report, file, source }: HeldVariant, draws: boolean): string {
  const { measured, method, settings, skipped } = report;
  const { weights, activations } = settings as Record<string, unknown>;
  const types = [weights, activations].filter((type) => typeof type === "string").map(inline);
  const nodes = skipped.length === 1 ? "1 node was" : `${format.count(skipped.length)} nodes were`;
  const left = skipped.length === 0 ? "" : ` ${nodes} left as they are.`;
  const how = `${code(file.path)} is ${code(source.path)} quantized (${[method, ...types].join(", ")}).${left}`;
  const rows = [
    ["size", format.bytes(source.bytes), format.bytes(file.bytes), `${signed(-report.reduction_percent, 2)} %`] as Row,
    ...(draws ? ofDrawings(report) : ofAnswers(report)),
    [
      "relative error of the outputs",
      "",
      "",
      reading(report, "accuracy_validation", report.accuracy_validation, ({ relative_error: error }) =>
        format.percent(error),
      ),
    ] as Row,
    ...latencies(report),
  ];
  const from = measured ? sourceLine(path, measured) : `Source: ${link(path)}, of ${report.timestamp.slice(0, 10)}.`;
  return [how, markdownTable(["measure", "original", "variant", "difference"], rows), from].join("\n\n");
}

function ofAnswers(report: QuantizationReport): Row[] {
  const { accuracy, accuracy_validation: validation } = report;
  const same = reading(
    report,
    "accuracy_validation.prediction_match_rate",
    validation?.prediction_match_rate,
    (rate) => `${format.percent(rate)} of ${format.count(validation!.total_samples)}`,
  );
  const rows: Row[] = [["same answers", "", same, ""]];
  if (accuracy === null) return [["accuracy", "", "", reading(report, "accuracy", accuracy, String)], ...rows];
  for (const key of ["breeds", "all"] as const) {
    const found = accuracy[key];
    if (!found) continue;
    const title = `accuracy${key === "breeds" ? " of breeds" : ""}, split ${inline(accuracy.split)}, n = ${format.count(found.n)}`;
    const points = `${signed(100 * found.delta, 2)} points`;
    rows.unshift([title, format.percent(found.original), format.percent(found.quantized), points]);
  }
  return rows;
}

function ofDrawings(report: QuantizationReport): Row[] {
  const pixels = reading(
    report,
    "drawings",
    report.drawings,
    ({ n, mean_difference: mean, max_difference: most }) =>
      `${format.number(mean)} of 255 on average, ${format.number(most)} at most, n = ${format.count(n)}`,
  );
  const delta = reading(report, "kid_delta", report.kid_delta, (value) => signed(value));
  const { kid } = report;
  return [
    ["pixels of the same drawings", "", "", pixels],
    kid
      ? [kidTitle(kid), distance(kid.original), distance(kid.quantized), delta]
      : ["kernel distance (KID)", "", "", delta],
  ];
}

type Kid = NonNullable<QuantizationReport["kid"]>;

function kidTitle({ reference: { name, split, n, seen_in_training: seen }, original }: Kid): string {
  const real = `${n === undefined ? "" : `${format.count(n)} of `}${inline(name)}, split ${inline(split)}`;
  return `kernel distance (KID), n = ${format.count(original.n)} against ${real}${seen ? ", seen in training" : ""}`;
}

function distance({ value, interval: found }: Kid["original"]): string {
  return `${format.number(value)}${interval(found, format.number)}`;
}

function latencies(report: QuantizationReport): Row[] {
  const { latency } = report;
  if (latency === null) return [["p50 ms", "", "", reading(report, "latency", latency, String)]];
  return latency.map(({ runtime, threads, batch, runs, original_ms, quantized_ms, delta_ms }) => [
    `p50 ms, ${inline(runtime)}, threads ${threads}, batch ${batch}, n = ${format.count(runs)}`,
    format.ms(original_ms.p50),
    format.ms(quantized_ms.p50),
    signed(delta_ms),
  ]);
}

/** With its sign: four figures, or that many decimals. */
function signed(value: number, decimals?: number): string {
  const size = Math.abs(value);
  const text = decimals === undefined ? format.number(size) : size.toFixed(decimals);
  return Number(text) === 0 ? text : `${value < 0 ? "-" : "+"}${text}`;
}
