import type { Candidate } from "./discover/discovery.ts";
import type { GateReport } from "./gates/report-of.ts";
import type { MissingFile } from "./prepared.ts";

/** One file of a publication, and what happens to it. */
export interface PlannedChange {
  path: string;
  bytes: number;
  change: "add" | "change" | "keep" | "delete";
}

/** What a publication would do. */
export interface PublishPlan {
  repo_id: string;
  url: string;
  /** The branch's commit now; null where there is no such repository. */
  commit: string | null;
  private: boolean;
  pull_request: boolean;
  message: string;
  /** The tag that verified files get; null for none. */
  tag: string | null;
  files: PlannedChange[];
  /** To be sent. */
  bytes: number;
  /** At the speed of the last upload from this work folder; null before the first. */
  expected_seconds: number | null;
  looked: Candidate[];
  gates: GateReport;
  missing: MissingFile[];
}
