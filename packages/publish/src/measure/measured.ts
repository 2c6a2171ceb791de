import type { ModelKind } from "../model-kind.ts";
import type { MissingFile } from "../prepared.ts";

/** What a report is of; samples are a folder of drawings with their metadata. */
export type ReportName = "evaluation" | "benchmark" | "quantization" | "samples";

/** A report that lies in the folder now. */
export interface TakenReport {
  kind: ModelKind;
  report: ReportName;
  /** Below the folder. */
  path: string;
  /** Named by the caller, found in a folder or where it lies, or measured now. */
  from: "given" | "found" | "measured";
  reason: string;
}

/** A file that was looked at and not taken. */
export interface PassedReport {
  path: string;
  reason: string;
}

/** A file that was neither taken nor measured; `allowed` says whether that was allowed beforehand. */
export interface NotMeasured extends MissingFile {
  allowed: boolean;
}

/** What there is to say of the models that are published, and what there is not. Plain data. */
export interface Measured {
  taken: TakenReport[];
  passed: PassedReport[];
  missing: NotMeasured[];
}
