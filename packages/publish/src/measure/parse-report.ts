import {
  type BenchmarkReport,
  type EvaluationReport,
  parseBenchmarkReport,
  parseEvaluationReport,
  parseQuantizationReport,
  type QuantizationReport,
} from "@tiny-cats/schema";

/** A report that a repository has room for. */
export type Report =
  | { report: "evaluation"; document: EvaluationReport }
  | { report: "benchmark"; document: BenchmarkReport }
  | { report: "quantization"; document: QuantizationReport };

/** What stands in `schema` of a document that is none of these reports. */
export interface OtherDocument {
  other: string | undefined;
}

/** The report that a JSON document is, by its `schema`. @throws what the report's parser throws */
export function parseReport(value: unknown): Report | OtherDocument {
  const schema = (value as { schema?: unknown } | null)?.schema;
  if (schema === "tiny-cats/evaluation-report") return { report: "evaluation", document: parseEvaluationReport(value) };
  if (schema === "tiny-cats/benchmark-report") return { report: "benchmark", document: parseBenchmarkReport(value) };
  if (schema === "tiny-cats/quantization-report")
    return { report: "quantization", document: parseQuantizationReport(value) };
  return { other: typeof schema === "string" ? schema : undefined };
}
