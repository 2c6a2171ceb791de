import { inline } from "./inline.ts";

/** A number of a report in words, or "not measured" with the reason that the report gives for it. */
export function reading<T>(
  report: { not_measured: Record<string, string> },
  path: string,
  value: T | null | undefined,
  show: (value: T) => string,
): string {
  if (value !== null && value !== undefined) return show(value);
  const parts = path.split(".");
  const reason = parts
    .map((_, i) => parts.slice(0, parts.length - i).join("."))
    .map((key) => (Object.hasOwn(report.not_measured, key) ? report.not_measured[key] : undefined))
    .find((found) => found !== undefined);
  return reason === undefined ? "not measured" : `not measured: ${inline(reason)}`;
}
