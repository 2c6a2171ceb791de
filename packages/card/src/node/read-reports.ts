import {
  parseBenchmarkReport,
  parseEvaluationReport,
  parseGenerationMetadata,
  parseQuantizationReport,
  parseTrainingReport,
} from "@tiny-cats/schema";
import { isTinyCatsError, TinyCatsError } from "@tiny-cats/schema/errors";
import type { ModelCardInput, ReportFile } from "../build/model-card-input.ts";
import type { Finding } from "../validate/finding.ts";
import { readJsonObject } from "./read-json-object.ts";

const LARGEST = 32 << 20;
const MOST = 200;

type Reports = Required<Pick<ModelCardInput, "evaluations" | "benchmarks" | "quantizations" | "trainings" | "samples">>;
type Parser = (path: string, value: unknown) => void;

/**
 * The reports among files, by their paths from the card's folder; what is none of this toolkit's is passed over.
 *
 * @throws TinyCatsError "too-many-files" past 200
 */
export async function readReports(
  folder: string,
  places: readonly string[],
  { signal }: { signal?: AbortSignal } = {},
): Promise<{ reports: Reports; findings: Finding[] }> {
  const reports: Reports = { evaluations: [], benchmarks: [], quantizations: [], trainings: [], samples: [] };
  const findings: Finding[] = [];
  const into =
    <T>(list: readonly ReportFile<T>[], parse: (value: unknown) => T): Parser =>
    (path, value) =>
      void (list as ReportFile<T>[]).push({ path, report: parse(value) });
  const kinds: Readonly<Record<string, Parser>> = {
    "tiny-cats/evaluation-report": into(reports.evaluations, parseEvaluationReport),
    "tiny-cats/benchmark-report": into(reports.benchmarks, parseBenchmarkReport),
    "tiny-cats/quantization-report": into(reports.quantizations, parseQuantizationReport),
    "tiny-cats/training-report": into(reports.trainings, parseTrainingReport),
    "tiny-cats/generation-metadata": into(reports.samples, parseGenerationMetadata),
  };
  if (places.length > MOST) {
    throw new TinyCatsError("too-many-files", `${folder} holds ${places.length} reports; up to ${MOST} are read`, {
      value: places.length,
      remedy: "leave those there that the card is to show",
    });
  }
  for (const path of places) {
    try {
      const value = await readJsonObject(folder, path, { maxBytes: LARGEST, ...(signal && { signal }) });
      const kind = value?.schema;
      if (typeof kind === "string" && Object.hasOwn(kinds, kind)) kinds[kind](path, value);
    } catch (error) {
      signal?.throwIfAborted();
      if (!isTinyCatsError(error)) throw error;
      const message = `${path} does not enter the card: ${error.message}`;
      findings.push({ code: "unreadable-report", severity: "error", path, message, remedy: error.remedy });
    }
  }
  return { reports, findings };
}
