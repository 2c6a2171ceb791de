import type { GeneratorEvaluation } from "@tiny-cats/schema";
import { format } from "../format.ts";

/** How often a classifier sees the class that was asked for, where a report says it: the key is none of the schema's. */
export function agreement(report: GeneratorEvaluation): string[][] {
  const { agreement: found } = report as { agreement?: Record<string, unknown> };
  if (typeof found !== "object" || found === null) return [];
  const rows: [title: string, value: unknown][] = [
    ["the class asked for is seen", found.value],
    ["the same, among the classes that are drawn", found.among_drawable],
    ["seen as a cat", found.seen_as_cat],
  ];
  return rows.flatMap(([title, value]) => (isShare(value) ? [[title, format.percent(value)]] : []));
}

function isShare(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value <= 1;
}
