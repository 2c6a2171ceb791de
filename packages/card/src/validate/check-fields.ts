import type { Finding } from "./finding.ts";
import { LICENCES } from "./licences.ts";
import { METRIC_NAMES } from "./metric-names.ts";
import { PIPELINE_TAGS } from "./pipeline-tags.ts";
import { texts } from "./texts.ts";
import { unknownMetric } from "./unknown-metric.ts";

const LISTS = [
  "license",
  "tags",
  "datasets",
  "metrics",
  "base_model",
  "language",
  "task_categories",
  "size_categories",
];
const SINGLES = [
  "library_name",
  "pipeline_tag",
  "license_name",
  "license_link",
  "pretty_name",
  "thumbnail",
  "inference",
];
const LANGUAGE = /^(?:[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*|code|multilingual)$/;
const REPO = /^[\w.-]+(?:\/[\w.-]+)?$/;

/** What in a front matter's fields is wrong, by the Hub's documented fields (https://huggingface.co/docs/hub/model-cards#model-card-metadata). */
export function checkFields(data: Record<string, unknown>, kind: "model" | "dataset"): Finding[] {
  const findings: Finding[] = [];
  const list = (key: string) => texts(data[key]) ?? [];
  for (const key of LISTS) {
    if (!texts(data[key])) findings.push(wrongType(key, "must be a text or a list of texts", quoting(data[key])));
  }
  for (const key of SINGLES) {
    const value = data[key];
    if (value === undefined || value === null || typeof value === "string") continue;
    if (key !== "inference" || typeof value !== "boolean") findings.push(wrongType(key, "must be one text"));
  }
  for (const key of kind === "model" ? ["datasets", "base_model"] : []) {
    for (const id of list(key))
      if (!REPO.test(id)) findings.push(wrongType(key, `must name repositories, not "${id}"`));
  }
  for (const language of list("language")) {
    if (!LANGUAGE.test(language)) {
      findings.push(wrongType("language", `must be codes of ISO 639, "code" or "multilingual", not "${language}"`));
    }
  }
  for (const key of ["widget", "configs"]) findings.push(...checkMappings(key, data[key]));
  findings.push(...checkLicence(data, list("license")));
  for (const metric of list("metrics")) {
    if (!METRIC_NAMES.has(metric)) findings.push(unknownMetric("metrics", metric));
  }
  const { pipeline_tag: task } = data;
  if (typeof task === "string" && !PIPELINE_TAGS.has(task)) {
    findings.push({
      code: "unknown-pipeline-tag",
      severity: "error",
      path: "pipeline_tag",
      message: `the Hub has no task "${task}"`,
      remedy: "use one of https://huggingface.co/tasks, or leave the key out",
    });
  }
  return findings;
}

function checkLicence(data: Record<string, unknown>, licences: readonly string[]): Finding[] {
  if (licences.length === 0 && texts(data.license)) {
    const message = "the card names no licence";
    return [
      {
        code: "missing-licence",
        severity: "error",
        path: "license",
        message,
        remedy: "give license: an id, such as mit",
      },
    ];
  }
  const findings: Finding[] = licences
    .filter((licence) => !LICENCES.has(licence))
    .map((licence) => ({
      code: "unknown-licence",
      severity: "error",
      path: "license",
      message: `the Hub knows no licence "${licence}"`,
      remedy:
        'write its id as the Hub does, in small letters (cc-by-sa-4.0), or "other" with license_name and license_link',
    }));
  if (!licences.includes("other")) return findings;
  for (const key of ["license_name", "license_link"]) {
    if (typeof data[key] !== "string") findings.push(wrongType(key, 'must be given where license is "other"'));
  }
  return findings;
}

function checkMappings(key: string, value: unknown): Finding[] {
  if (value === undefined || value === null) return [];
  const fine = Array.isArray(value) && value.every((item) => typeof item === "object" && item && !Array.isArray(item));
  return fine ? [] : [wrongType(key, "must be a list of mappings")];
}

function quoting(value: unknown): string {
  const odd = (Array.isArray(value) ? value : [value]).some(
    (item) => typeof item === "boolean" || typeof item === "number",
  );
  return odd ? "put the value in quotes: without them YAML takes it for a number, yes or no" : "";
}

function wrongType(key: string, problem: string, remedy = ""): Finding {
  return {
    code: "invalid-card-field",
    severity: "error",
    path: key,
    message: `${key} ${problem}`,
    remedy: remedy || "correct it; https://huggingface.co/docs/hub/model-cards says what the field may hold",
  };
}
