import type { GeneratorEvaluation } from "@tiny-cats/schema";
import { format } from "../format.ts";
import { interval } from "../interval.ts";

/** How often a classifier sees the class that was asked for, where a report says it: the key is none of the schema's. */
export function agreement(report: GeneratorEvaluation): string[][] {
  const { agreement: found } = report as { agreement?: Record<string, unknown> };
  if (typeof found !== "object" || found === null) return [];
  const rows: [title: string, value: unknown, range?: unknown][] = [
    ["the class asked for is seen", found.value, found.interval],
    ["the same, among the classes that are drawn", found.among_drawable, found.among_drawable_interval],
    ["seen as a cat", found.seen_as_cat],
  ];
  return rows.flatMap(([title, value, range]) =>
    isShare(value) ? [[title, format.percent(value) + (isInterval(range) ? interval(range, format.percent) : "")]] : [],
  );
}

function isShare(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value <= 1;
}

function isInterval(value: unknown): value is { level: number; low: number; high: number } {
  if (typeof value !== "object" || value === null) return false;
  const { level, low, high } = value as Record<string, unknown>;
  return [level, low, high].every(isShare);
}
