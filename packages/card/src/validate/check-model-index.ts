import type { Finding } from "./finding.ts";
import { METRIC_NAMES } from "./metric-names.ts";
import { unknownMetric } from "./unknown-metric.ts";

type Path = string;

/** What in a card's `model-index` the Hub would not read (hub-docs, modelcard.md), and which of its metrics have no known name. */
export function checkModelIndex(index: unknown): Finding[] {
  if (index === undefined || index === null) return [];
  if (!Array.isArray(index)) return [wrong("model-index", "must be a list")];
  return index.flatMap((model, i) => {
    const at = `model-index[${i}]`;
    const results = field(model, "results");
    const findings = required(model, at, ["name"]);
    if (!Array.isArray(results)) return [...findings, wrong(`${at}.results`, "must be a list")];
    return [...findings, ...results.flatMap((result, j) => checkResult(result, `${at}.results[${j}]`))];
  });
}

function checkResult(result: unknown, at: Path): Finding[] {
  const findings = [
    ...required(field(result, "task"), `${at}.task`, ["type"]),
    ...optional(field(result, "task"), `${at}.task`, ["name"]),
    ...required(field(result, "dataset"), `${at}.dataset`, ["name", "type"]),
    ...optional(field(result, "dataset"), `${at}.dataset`, ["split", "revision", "config"]),
  ];
  const metrics = field(result, "metrics");
  if (!Array.isArray(metrics)) findings.push(wrong(`${at}.metrics`, "must be a list"));
  else for (const [i, metric] of metrics.entries()) findings.push(...checkMetric(metric, `${at}.metrics[${i}]`));
  const source = field(result, "source");
  if (source !== undefined) {
    findings.push(...required(source, `${at}.source`, ["url"]), ...optional(source, `${at}.source`, ["name"]));
  }
  return findings;
}

function checkMetric(metric: unknown, at: Path): Finding[] {
  const findings = [...required(metric, at, ["type"]), ...optional(metric, at, ["name", "config", "verifyToken"])];
  const type = field(metric, "type");
  const value = field(metric, "value");
  const verified = field(metric, "verified");
  const args = field(metric, "args");
  if (typeof type === "string" && !METRIC_NAMES.has(type)) findings.push(unknownMetric(`${at}.type`, type));
  if (value === undefined || value === null || (typeof value === "number" && !Number.isFinite(value))) {
    findings.push(wrong(`${at}.value`, "must be there, and finite where it is a number"));
  }
  if (verified !== undefined && typeof verified !== "boolean")
    findings.push(wrong(`${at}.verified`, "must be true or false"));
  if (args !== undefined && (typeof args !== "object" || args === null)) {
    findings.push(wrong(`${at}.args`, "must be a mapping"));
  }
  return findings;
}

function required(value: unknown, at: Path, keys: readonly string[]): Finding[] {
  return keys
    .filter((key) => typeof field(value, key) !== "string" || field(value, key) === "")
    .map((key) => wrong(`${at}.${key}`, "must be a text"));
}

function optional(value: unknown, at: Path, keys: readonly string[]): Finding[] {
  return keys
    .filter((key) => ![undefined, null].includes(field(value, key) as null) && typeof field(value, key) !== "string")
    .map((key) => wrong(`${at}.${key}`, "must be a text"));
}

function field(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

function wrong(path: Path, problem: string): Finding {
  return {
    code: "invalid-model-index",
    severity: "error",
    path,
    message: `${path} ${problem}`,
    remedy: "correct it, or build model-index from a report",
  };
}
