import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { ReportOptions } from "./report-image-set.ts";

/** Refuses numbers that would make a report empty or endless. */
export function checkOptions({ threshold = 0, concurrency = 1 }: ReportOptions): void {
  if (threshold !== null && !(Number.isInteger(threshold) && threshold >= 0 && threshold <= 64)) {
    throw new TinyCatsError("invalid-threshold", `${threshold} is no number of bits of 64`, {
      value: threshold,
      remedy: "use a whole number from 0 to 64, or null to leave the search out",
    });
  }
  if (!Number.isSafeInteger(concurrency) || concurrency < 1) {
    throw new TinyCatsError("invalid-concurrency", `${concurrency} is no number of pictures to read at once`, {
      value: concurrency,
      remedy: "use a whole number of at least 1",
    });
  }
}
