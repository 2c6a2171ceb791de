import type { BuiltCard } from "../build/built-card.ts";
import { canonical } from "../front-matter/canonical.ts";
import type { Card } from "../parse/parse-card.ts";
import type { Finding } from "./finding.ts";

/** What in a card is not what its files and reports say now. */
export function checkAgainstBuilt({ frontMatter, sections }: Card, built: BuiltCard): Finding[] {
  const findings: Finding[] = [];
  const wanted = new Map(built.sections.map((section) => [section.id, section]));
  for (const { id, content, untouched } of sections) {
    const next = wanted.get(id);
    if (!untouched || !next) continue;
    if (content.replaceAll("\r\n", "\n").trim() !== next.markdown.trim()) {
      findings.push({
        code: "stale-card-section",
        severity: next.measured ? "error" : "warning",
        path: id,
        message: `the section "${next.title}" is not what the files beside the card say now`,
        remedy: "update the card",
      });
    }
  }
  const proven = new Set(metrics(built.frontMatter["model-index"]).map(({ key }) => key));
  for (const { key, path, type } of metrics(frontMatter?.data["model-index"])) {
    if (proven.has(key)) continue;
    findings.push({
      code: "unproven-metric",
      severity: "error",
      path,
      message: `no report beside the card has the value that ${path} gives for "${type}"`,
      remedy: "put the report there whose model is one of these files, or remove the metric",
    });
  }
  for (const { code, path, message } of built.omitted) {
    findings.push({
      code,
      severity: code === "report-of-another-model" ? "error" : "warning",
      path,
      message,
      remedy: "measure these files on data that they were not trained on, or remove the report",
    });
  }
  return findings;
}

interface FoundMetric {
  key: string;
  path: string;
  type: string;
}

function metrics(index: unknown): FoundMetric[] {
  return list(index).flatMap((model, i) =>
    list(field(model, "results")).flatMap((result, j) =>
      list(field(result, "metrics")).map((metric, k) => {
        const dataset = field(result, "dataset");
        const facts = [field(metric, "type"), field(metric, "value"), field(metric, "args")];
        return {
          key: canonical([...facts, field(dataset, "name"), field(dataset, "split")].map((fact) => fact ?? null)),
          path: `model-index[${i}].results[${j}].metrics[${k}]`,
          type: String(field(metric, "type")),
        };
      }),
    ),
  );
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function field(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
