import type { EvaluationReport } from "@tiny-cats/schema";
import type { CardFacts, HeldReport, PartFacts } from "./facts.ts";
import { TASK_FIELDS } from "./task-fields.ts";

/** One metric as the Hub keeps it. */
interface IndexMetric {
  type: string;
  value: number;
  name: string;
  args?: Record<string, number>;
  verified: false;
}

const DRAWING = ["fid", "frechet_distance", "precision", "recall", "density", "coverage"] as const;
const SPREADS = ["inception_score", "class_score", "kid"] as const;
const LANGUAGE = ["cross_entropy", "perplexity", "bits_per_byte"] as const;
const CLASSES = ["accuracy", "balanced_accuracy", "expected_calibration_error"] as const;

/**
 * `model-index` of the reports (hub-docs, modelcard.md): one result a report, with the report as its source. `verified` is the Hub's own word
 * and therefore false.
 */
export function modelIndex({ parts, input: { repo } }: CardFacts): unknown[] {
  return parts.flatMap((facts) => {
    const results = facts.evaluations.flatMap((held) => {
      const metrics = metricsOf(held.report);
      return metrics.length === 0 ? [] : [result(held, facts, metrics, repo)];
    });
    return results.length === 0 ? [] : [{ name: facts.part.manifest.name, results }];
  });
}

function result(
  { path, report }: HeldReport<EvaluationReport>,
  { part }: PartFacts,
  metrics: IndexMetric[],
  repo: string | undefined,
) {
  const { data } = report.measured;
  const { type, name } = TASK_FIELDS[part.manifest.task];
  return {
    task: { type, name },
    dataset: {
      type: slug(data?.name ?? "none"),
      name: data?.name ?? "none",
      ...(data && { split: data.split }),
      ...(data?.sha256 && { revision: data.sha256 }),
    },
    metrics,
    source: { name: path, url: repo === undefined ? path : `https://huggingface.co/${repo}/blob/main/${path}` },
  };
}

function metricsOf(report: EvaluationReport): IndexMetric[] {
  const metrics: IndexMetric[] = [];
  const add = (type: string, name: string, value: number | null | undefined, args?: Record<string, number>) => {
    if (value !== null && value !== undefined)
      metrics.push({ type, value, name, ...(args && { args }), verified: false });
  };
  const { classification, language } = report;
  for (const key of CLASSES) add(key, key.replaceAll("_", " "), classification?.[key]);
  for (const [k, value] of Object.entries(classification?.top_k ?? {})) {
    if (k !== "1") add("top_k_accuracy", `top ${k} accuracy`, value, { k: Number(k) });
  }
  add("cat_not_cat_accuracy", "cat or not", classification?.cat_not_cat?.accuracy);
  for (const key of DRAWING) add(key, key.replaceAll("_", " "), report[key]);
  for (const key of SPREADS) {
    const spread = report[key];
    add(key, key.replaceAll("_", " "), spread?.mean, spread ? { std: spread.std } : undefined);
  }
  for (const key of LANGUAGE) add(key, key.replaceAll("_", " "), language?.[key]);
  return metrics;
}

function slug(name: string): string {
  if (/^[\w.-]+\/[\w.-]+$/.test(name)) return name;
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "") || "none"
  );
}
