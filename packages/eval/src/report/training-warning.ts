import type { EvaluationReport } from "@tiny-cats/schema";
import { atPath } from "./at-path.ts";

/** What must be said beside the numbers of a report on data that training saw; undefined where it is not known to have. */
export function trainingWarning({ task, measured: { data } }: EvaluationReport): string | undefined {
  if (atPath(data, ["seen_in_training"]) !== true && !/\btrain/.test(data?.split ?? "")) return undefined;
  return task === "class-conditional-image-generation"
    ? "Its training saw pictures that the drawings are compared with."
    : "Training saw what it was measured on: these numbers say nothing of what the model does with anything new.";
}
