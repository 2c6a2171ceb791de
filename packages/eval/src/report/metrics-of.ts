import type { EvaluationReport } from "@tiny-cats/schema";
import type { Interval } from "../sampling/interval.ts";
import { atPath } from "./at-path.ts";

/** A number of an evaluation report. */
export interface ReportedMetric {
  /** Its path in the report with dots, such as "classification.top_k.3". */
  key: string;
  /** For people. */
  name: string;
  better: "higher" | "lower";
  /** Null where it was not measured. */
  value: number | null;
  interval: Interval | null;
  /** Why it was not measured. */
  reason: string | null;
  /** Whether its expected value changes with the number of drawings and real pictures. */
  biased: boolean;
}

interface Entry {
  path: readonly string[];
  name: string;
  better: "higher" | "lower";
  interval?: readonly string[];
  biased?: boolean;
}

const classification = (key: string, name: string, better: Entry["better"] = "higher"): Entry => ({
  path: ["classification", ...key.split(".")],
  name,
  better,
  interval: ["classification", "intervals", key],
});
const language = (key: string, name: string): Entry => ({
  path: ["language", key],
  name,
  better: "lower",
  interval: ["language", "intervals", key],
});
const drawing = (path: readonly string[], name: string, better: Entry["better"], biased = true): Entry => ({
  path,
  name,
  better,
  interval: ["intervals", path[0]],
  biased,
});

const ENTRIES: readonly Entry[] = [
  classification("accuracy", "accuracy"),
  classification("balanced_accuracy", "balanced accuracy"),
  { ...classification("macro_f1", "macro F1"), path: ["classification", "macro", "f1"] },
  classification("cat_not_cat.accuracy", "cat or not, accuracy"),
  classification("cat_not_cat.cat_recall", "cats taken for cats"),
  classification("cat_not_cat.other_recall", "others taken for others"),
  classification("expected_calibration_error", "expected calibration error", "lower"),
  language("cross_entropy", "cross-entropy, nats a token"),
  language("perplexity", "perplexity"),
  language("bits_per_byte", "bits per byte"),
  drawing(["fid"], "FID", "lower"),
  drawing(["inception_score", "mean"], "Inception Score", "higher"),
  drawing(["frechet_distance"], "Frechet distance", "lower"),
  drawing(["kid", "mean"], "KID", "lower", false),
  drawing(["class_score", "mean"], "class score", "higher"),
  drawing(["precision"], "precision", "higher"),
  drawing(["recall"], "recall", "higher"),
  drawing(["density"], "density", "higher"),
  drawing(["coverage"], "coverage", "higher"),
  {
    path: ["agreement", "value"],
    name: "drawings taken for their breed",
    better: "higher",
    interval: ["agreement", "interval"],
  },
  {
    path: ["agreement", "among_drawable"],
    name: "the same, among drawn breeds alone",
    better: "higher",
    interval: ["agreement", "among_drawable_interval"],
  },
  {
    path: ["memorisation", "near_share"],
    name: "drawings nearer to a training picture than 99 % of real ones",
    better: "lower",
    interval: ["memorisation", "interval"],
  },
  { path: ["noise", "share"], name: "drawings taken for noise", better: "lower" },
];

/** The metrics of a report that compare as numbers, in a fixed order; those it does not speak of are left out. */
export function metricsOf(report: EvaluationReport): ReportedMetric[] {
  const ks = Object.keys(report.classification?.top_k ?? {}).filter((k) => k !== "1");
  const topK = ks.map((k) => classification(`top_k.${k}`, `top-${k} accuracy`));
  const [accuracy, ...rest] = ENTRIES;
  return [accuracy, ...topK, ...rest].flatMap(({ path, name, better, interval, biased = false }) => {
    const { value, reason } = valueAt(report, path);
    if (value === undefined) return [];
    const found = interval && atPath(report, interval);
    return [{ key: path.join("."), name, better, value, interval: asInterval(found), reason, biased }];
  });
}

/** A number, or null with the reason of the outermost thing that is null. */
function valueAt(report: EvaluationReport, path: readonly string[]): { value?: number | null; reason: string | null } {
  for (let depth = 1; depth <= path.length; depth++) {
    if (atPath(report, path.slice(0, depth)) !== null) continue;
    const reasons = path.slice(0, depth).map((_, i) => report.not_measured[path.slice(0, i + 1).join(".")]);
    return { value: null, reason: reasons.findLast((reason) => reason !== undefined) ?? "no reason was given" };
  }
  const value = atPath(report, path);
  return typeof value === "number" ? { value, reason: null } : { reason: null };
}

function asInterval(value: unknown): Interval | null {
  const { level, low, high } = (value ?? {}) as Partial<Interval>;
  const numbers = [level, low, high].every((part) => typeof part === "number" && Number.isFinite(part));
  return numbers ? ({ level, low, high } as Interval) : null;
}
