import { readFileBounded, sha256 } from "@tiny-cats/files";
import {
  type BenchmarkReport,
  type EvaluationReport,
  parseBenchmarkReportText,
  parseEvaluationReportText,
  parseQuantizationReportText,
  type QuantizationReport,
} from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";

/** A report as it was read: its bytes, and what they say. */
export type ReadReport = { bytes: Uint8Array; sha256: string } & (
  | { report: "evaluation"; document: EvaluationReport }
  | { report: "benchmark"; document: BenchmarkReport }
  | { report: "quantization"; document: QuantizationReport }
);

const LARGEST = 32 << 20;

/** What stands in `schema` of a file that is none of these reports. */
export interface OtherFile {
  other: string | undefined;
}

/**
 * Reads a report that a repository has room for; of another JSON document, what it is.
 *
 * @throws TinyCatsError "not-utf8", "invalid-json", and what the report's parser throws; FilesError of reading
 */
export async function readReport(
  path: string,
  { signal }: { signal?: AbortSignal } = {},
): Promise<ReadReport | OtherFile> {
  const bytes = await readFileBounded(path, { maxBytes: LARGEST, ...(signal && { signal }) });
  const text = decode(path, bytes);
  const read = { bytes, sha256: sha256(bytes) };
  const schema = schemaOf(text);
  if (schema === "tiny-cats/evaluation-report")
    return { ...read, report: "evaluation", document: parseEvaluationReportText(text) };
  if (schema === "tiny-cats/benchmark-report")
    return { ...read, report: "benchmark", document: parseBenchmarkReportText(text) };
  if (schema === "tiny-cats/quantization-report")
    return { ...read, report: "quantization", document: parseQuantizationReportText(text) };
  return { other: schema };
}

function decode(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new TinyCatsError("not-utf8", `${path} is not UTF-8 text`, {
      value: path,
      remedy: "save it as UTF-8, or give the report as it was written",
      cause,
    });
  }
}

/** Its parser says where a text is no JSON, once it is known whose it is: an evaluation's where nothing tells. */
function schemaOf(text: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    parseEvaluationReportText(text);
  }
  const schema = (value as { schema?: unknown } | null)?.schema;
  return typeof schema === "string" ? schema : undefined;
}
