import { format } from "./format.ts";

/** A confidence interval behind its value, or nothing where there is none. */
export function interval(
  found: { level: number; low: number; high: number } | null | undefined,
  show: (value: number) => string,
): string {
  if (!found) return "";
  return ` (${format.number(found.level * 100)} % interval ${show(found.low)} to ${show(found.high)})`;
}
