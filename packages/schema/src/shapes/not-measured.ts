import type { Problem } from "./cross-check.ts";
import { record } from "./record.ts";
import { text } from "./scalars.ts";

/** Why a metric is null, by its path with dots and without places in lists: "fid", "classification.per_class.precision". */
export const notMeasured = record(text, text);

/**
 * Holds a report to its promise: each null among `metrics` has a reason in `not_measured`, and nothing that has a value has one.
 */
export function checkReasons(report: { not_measured: Record<string, string> }, metrics: readonly string[]): Problem[] {
  const nulls = new Map<string, (string | number)[]>();
  const values = new Set<string>();
  const visit = (value: unknown, path: (string | number)[]) => {
    const key = path.filter((part) => typeof part === "string").join(".");
    if (value === undefined) return;
    if (value === null) {
      if (!nulls.has(key)) nulls.set(key, path);
      return;
    }
    values.add(key);
    if (Array.isArray(value)) value.forEach((item, i) => void visit(item, [...path, i]));
    else if (typeof value === "object") for (const [name, item] of Object.entries(value)) visit(item, [...path, name]);
  };
  for (const name of metrics) visit((report as Record<string, unknown>)[name], [name]);

  const reasons = report.not_measured;
  const silent = [...nulls].filter(([key]) => !Object.hasOwn(reasons, key));
  const contradicted = Object.keys(reasons).filter((key) => values.has(key) && !nulls.has(key));
  return [
    ...silent.map(([key, path]) => ({ path, message: `is null, so not_measured must say why under "${key}"` })),
    ...contradicted.map((key) => ({ path: ["not_measured", key], message: `gives a reason, yet ${key} has a value` })),
  ];
}
