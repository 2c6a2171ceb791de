import type { DatasetFacts } from "@tiny-cats/data";
import type { PublishReport } from "@tiny-cats/schema";
import type { ReportFiles } from "../report/write-report.ts";

/** What a publication of a data set would do. */
export interface DatasetPlan {
  /** "datasets/owner/name". */
  repo_id: string;
  url: string;
  /** The branch's commit now; null where there is no such repository. */
  commit: string | null;
  private: boolean;
  pull_request: boolean;
  message: string;
  /** The tag that verified files get; null for none. */
  tag: string | null;
  splits: DatasetFacts["splits"];
  files: { path: string; bytes: number; change: "add" | "change" | "keep" | "delete" }[];
  /** To be sent. */
  bytes: number;
  /** What the card still lacks. */
  notes: string[];
}

/** How a publication of a data set ended. */
export type DatasetOutcome =
  | { status: "planned"; plan: DatasetPlan }
  | { status: "declined"; plan: DatasetPlan }
  | { status: "published"; plan: DatasetPlan; report: PublishReport; files: ReportFiles };
