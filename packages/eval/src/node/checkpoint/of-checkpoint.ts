import type { WeightsKind } from "@tiny-cats/architectures";
import type { EvaluationReport } from "@tiny-cats/schema";
import type { Converted } from "./with-converted.ts";

/** The report of a checkpoint's graph as one of the checkpoint: its file and hash, which of its weights, and what it records of its training. */
export function ofCheckpoint<R extends EvaluationReport>(
  report: R,
  { file, sha256, weights, training, config }: Converted,
): R & { weights: WeightsKind } {
  const { step, loss, timestamp } = training;
  const metadata = { ...report.metadata, step, loss, timestamp, config };
  return Object.assign({ ...report }, { weights, metadata, measured: { ...report.measured, model: { file, sha256 } } });
}
