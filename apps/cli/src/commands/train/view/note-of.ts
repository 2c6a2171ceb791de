import type { ModelTrainingEvent } from "@tiny-cats/train/node";
import { printable } from "../../../output/printable.ts";
import { figure } from "./figures.ts";

/** What is worth a note that stays, wherever it is read; undefined for what only passes by. */
export function noteOf(event: ModelTrainingEvent): string | undefined {
  switch (event.type) {
    case "left-out":
      return `note: ${printable(event.file)} is left out: ${printable(event.reason)}`;
    case "precision":
      return `note: ${event.asked} precision was asked for, and this runtime's kernels compute in ${event.used} alone: so does the run`;
    case "warmup-cut":
      return `note: a warm-up of ${event.asked} updates is longer than the run: it ends with it, after ${event.warmup}`;
    case "resumed": {
      const others = event.differences.length > 0 ? `; other than before: ${event.differences.join(", ")}` : "";
      return `going on from update ${event.step}${others}`;
    }
    case "checkpoint-damaged":
      return `note: ${printable(event.checkpoint)} is damaged (${printable(event.reason)}): the one before it is taken`;
    case "rolled-back":
      return `note: update ${event.from} failed (${event.reason}): back to ${event.step}, at ${figure(event.rateScale)} of the rate`;
    case "micro-batch":
      return `note: memory was short: ${event.microBatch} pictures at a time from here on, and the same update`;
    default:
      return undefined;
  }
}
