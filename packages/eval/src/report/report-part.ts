import type { EvaluationReport } from "@tiny-cats/schema";
import type { ReportPicture } from "./block.ts";

/** One report of a page: of several, as of raw and EMA weights, each has a column. */
export interface ReportPart {
  report: EvaluationReport;
  /** Heads its column: "raw", "ema". */
  name?: string;
  pictures?: readonly ReportPicture[];
}

/** A heading, with the name of the part that it belongs to where there are several. */
export function titled(title: string, { name }: ReportPart): string {
  return name === undefined ? title : `${title}: ${name}`;
}
