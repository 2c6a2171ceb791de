import type { DatasetFacts } from "@tiny-cats/data";
import type { PublishReport } from "@tiny-cats/schema";
import type { PlannedUpload } from "../hub/planned-upload.ts";
import type { ReportFiles } from "../report/write-report.ts";

/** What a publication of a data set would do. */
export interface DatasetPlan extends PlannedUpload {
  splits: DatasetFacts["splits"];
  /** What the card still lacks. */
  notes: string[];
}

/** How a publication of a data set ended. */
export type DatasetOutcome =
  | { status: "planned"; plan: DatasetPlan }
  | { status: "declined"; plan: DatasetPlan }
  | { status: "published"; plan: DatasetPlan; report: PublishReport; files: ReportFiles };
