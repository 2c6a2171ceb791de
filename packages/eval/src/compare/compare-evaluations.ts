import type { EvaluationReport } from "@tiny-cats/schema";
import type { WorkOptions } from "../progress/do-work.ts";
import { atPath } from "../report/at-path.ts";
import { metricsOf, type ReportedMetric } from "../report/metrics-of.ts";
import type { BootstrapOptions, Interval } from "../sampling/interval.ts";
import { differenceInterval } from "./difference-interval.ts";
import { type Outcomes, pairedAccuracy } from "./paired-accuracy.ts";
import { requireComparable } from "./require-comparable.ts";

/** What the second model is, against the first. */
export type Verdict = "better" | "worse" | "within-noise" | "unknown";

/** One metric of two reports. */
export interface MetricComparison {
  /** Its path in the reports, such as "classification.accuracy". */
  key: string;
  name: string;
  better: "higher" | "lower";
  a: number | null;
  b: number | null;
  /** b - a; null where one was not measured, or where they can't be compared. */
  difference: number | null;
  interval: Interval | null;
  verdict: Verdict;
  /** What the interval was had from. */
  method?: "paired bootstrap" | "two intervals";
  /** Why there is no verdict. */
  reason?: string;
}

/** Two evaluation reports side by side. */
export interface EvaluationComparison {
  task: EvaluationReport["task"];
  data: EvaluationReport["measured"]["data"];
  a: ComparedModel;
  b: ComparedModel;
  metrics: MetricComparison[];
  /** What to bear in mind. */
  remarks: string[];
}

/** One side of a comparison. */
export interface ComparedModel {
  file: string;
  sha256: string;
  n: number;
  date: string;
}

/** What is known besides the reports. */
export interface CompareOptions extends WorkOptions {
  /** Item by item, whether each classifier was right; the accuracies are then compared by a paired bootstrap. */
  outcomes?: { a: Outcomes; b: Outcomes };
  bootstrap?: BootstrapOptions;
}

/**
 * Compares two evaluation reports metric by metric: the second is better or worse where the interval of the difference leaves 0 out. The
 * intervals stand for each metric alone; of twenty metrics one may leave 0 out by chance.
 *
 * @throws TinyCatsError "evaluations-incomparable" across tasks, sets, splits, extractors or labels; "predictions-mismatch"; the signal's reason
 */
export async function compareEvaluations(
  a: EvaluationReport,
  b: EvaluationReport,
  { outcomes, ...options }: CompareOptions = {},
): Promise<EvaluationComparison> {
  requireComparable(a, b);
  const others = new Map(metricsOf(b).map((metric) => [metric.key, metric]));
  const metrics = metricsOf(a).flatMap((metric) => {
    const other = others.get(metric.key);
    return other ? [compareMetric(metric, other, a.measured.n === b.measured.n)] : [];
  });
  const remarks = remarksOn(a, b);
  const accuracy = metrics.find(({ key }) => key === "classification.accuracy");
  if (outcomes && accuracy?.a != null && accuracy.b != null) {
    const { interval, onlyA, onlyB } = await pairedAccuracy(outcomes, { a: accuracy.a, b: accuracy.b }, options);
    delete accuracy.reason;
    Object.assign(accuracy, { ...judged(accuracy, interval), method: "paired bootstrap" });
    remarks.push(`${onlyA} items were told rightly by a alone, ${onlyB} by b alone`);
  }
  return { task: a.task, data: a.measured.data, a: modelOf(a), b: modelOf(b), metrics, remarks };
}

function compareMetric(a: ReportedMetric, b: ReportedMetric, sameCount: boolean): MetricComparison {
  const { key, name, better } = a;
  const base = { key, name, better, a: a.value, b: b.value, interval: null, verdict: "unknown" as const };
  if (a.value === null || b.value === null)
    return { ...base, difference: null, reason: `not measured: ${(a.value === null ? a : b).reason}` };
  if (a.biased && !sameCount)
    return { ...base, difference: null, reason: "it depends on the number of drawings, which differs" };
  const difference = b.value - a.value;
  if (!a.interval || !b.interval) return { ...base, difference, reason: "a report gives no interval for it" };
  if (a.interval.level !== b.interval.level) return { ...base, difference, reason: "the intervals' levels differ" };
  const interval = differenceInterval(
    { value: a.value, interval: a.interval },
    { value: b.value, interval: b.interval },
  );
  return { ...base, difference, ...judged({ better }, interval), method: "two intervals" };
}

function judged(
  { better }: { better: "higher" | "lower" },
  interval: Interval,
): { interval: Interval; verdict: Verdict } {
  const { low, high } = interval;
  if (low <= 0 && high >= 0) return { interval, verdict: "within-noise" };
  return { interval, verdict: low > 0 === (better === "higher") ? "better" : "worse" };
}

function remarksOn(a: EvaluationReport, b: EvaluationReport): string[] {
  const saw = [a, b].map(
    ({ measured: { data } }) => atPath(data, ["seen_in_training"]) === true || /\btrain/.test(data?.split ?? ""),
  );
  const differs = (path: string[]) => JSON.stringify(atPath(a, path)) !== JSON.stringify(atPath(b, path));
  return [
    ...(a.measured.model.sha256 === b.measured.model.sha256 ? ["both reports are of the same file"] : []),
    ...saw.flatMap((seen, i) => (seen ? [`the training of ${"ab"[i]} saw what it was measured on`] : [])),
    ...(differs(["sampler"]) ? ["the drawings were sampled in different ways"] : []),
    ...(differs(["language", "block_size"]) || differs(["language", "stride"])
      ? ["the models were given different numbers of tokens before each"]
      : []),
    ...(differs(["measured", "versions"]) ? ["other versions of programs had a part in it"] : []),
  ];
}

function modelOf({ measured: { model, n, date } }: EvaluationReport): ComparedModel {
  return { file: model.file, sha256: model.sha256, n, date };
}
