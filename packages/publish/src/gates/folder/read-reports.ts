import { join } from "node:path";
import { type FolderEntry, readJsonBounded } from "@tiny-cats/files";
import type { BenchmarkReport, EvaluationReport, QuantizationReport } from "@tiny-cats/schema";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import { parseReport } from "../../measure/parse-report.ts";

/** A report, and where it lies below the folder. */
export interface Placed<T> {
  path: string;
  report: T;
}

/** What was measured before, as far as the folder has it. */
export interface Reports {
  evaluations: Placed<EvaluationReport>[];
  benchmarks: Placed<BenchmarkReport>[];
  quantizations: Placed<QuantizationReport>[];
  /** Documents that say they are reports and are none. */
  damaged: { path: string; message: string }[];
}

const PLACES = /^(?:generator\/)?(?:(?:evaluation|benchmarks|reports)\/(?:[^/]+\/)?)?[^/]+\.json$/;
const LARGEST = 2 ** 25;

/** Reads the reports of a folder, of its evaluation/, benchmarks/ and reports/. What can't be read is named in `damaged`. */
export async function readReports(
  root: string,
  entries: readonly FolderEntry[],
  { signal }: { signal?: AbortSignal },
): Promise<Reports> {
  const reports: Reports = { evaluations: [], benchmarks: [], quantizations: [], damaged: [] };
  for (const { path, kind } of entries) {
    signal?.throwIfAborted();
    if (kind === "other" || !PLACES.test(path)) continue;
    try {
      const value = await readJsonBounded(join(root, path), { maxBytes: LARGEST, ...(signal && { signal }) });
      const read = parseReport(value);
      if ("other" in read) continue;
      if (read.report === "evaluation") reports.evaluations.push({ path, report: read.document });
      else if (read.report === "benchmark") reports.benchmarks.push({ path, report: read.document });
      else reports.quantizations.push({ path, report: read.document });
    } catch (error) {
      if (!isTinyCatsError(error)) throw error;
      // What is no document of ours is of no concern here, but one of these folders that can't be read is.
      if (path.includes("/")) reports.damaged.push({ path, message: error.message });
    }
  }
  return reports;
}
