import type { Candidate } from "./discover/discovery.ts";
import type { GateReport } from "./gates/report-of.ts";
import type { PlannedUpload } from "./hub/planned-upload.ts";
import type { MissingFile } from "./prepared.ts";

/** What a publication of models would do. */
export interface PublishPlan extends PlannedUpload {
  /** At the speed of the last upload from this work folder; null before the first. */
  expected_seconds: number | null;
  looked: Candidate[];
  gates: GateReport;
  missing: MissingFile[];
}
