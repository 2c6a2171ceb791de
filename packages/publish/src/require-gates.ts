import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { GateReport } from "./gates/report-of.ts";

/** @throws TinyCatsError "gates-failed" with the report as its value, and what to do about each gate */
export function requireGates(report: GateReport): void {
  if (report.passed) return;
  const failures = report.results.filter(({ passed, allowed_because }) => !passed && allowed_because === undefined);
  const told = failures.map(
    ({ name, model, message, remedy }) =>
      `- ${model ? `${model} ` : ""}${name}: ${message}${remedy ? `; ${remedy}` : ""}`,
  );
  throw new TinyCatsError("gates-failed", ["this may not be published:", ...told].join("\n"), {
    value: report,
    remedy:
      "see to what is named above, or hold the models to other limits with --thresholds; tiny-cats validate <folder> judges alone",
  });
}
