import type { BenchmarkReport } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";

/** Reads a file of one report, or of a list of them as this page saves it. */
export function parseReports(text: string, parse: (value: unknown) => BenchmarkReport): BenchmarkReport[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new TinyCatsError("invalid-json", "the file is not JSON", {
      remedy: "open a report that this page or tiny-cats bench has saved",
      cause,
    });
  }
  return (Array.isArray(value) ? value : [value]).map(parse);
}
