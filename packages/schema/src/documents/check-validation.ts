import type { Problem } from "../shapes/cross-check.ts";
import type { ValidationReport } from "./validation-report.ts";

/** What in a validation report contradicts itself. */
export function checkValidation(report: ValidationReport): Problem[] {
  const { results, errors } = report;
  const problems: Problem[] = [];
  const seen = new Set<string>();
  results.forEach(({ name, model, passed, allowed_because: allowed }, i) => {
    const gate = `${model} ${name}`;
    if (seen.has(gate)) problems.push({ path: ["results", i, "name"], message: "occurs twice" });
    seen.add(gate);
    if (passed && allowed !== undefined)
      problems.push({ path: ["results", i, "allowed_because"], message: "excuses what has passed" });
  });
  const passed = results.filter((result) => result.passed).length;
  const failed = results.filter((result) => !result.passed && result.allowed_because === undefined).length;
  const counts = { total_checks: results.length, passed_checks: passed, failed_checks: failed };
  for (const [key, count] of Object.entries(counts) as [keyof typeof counts, number][]) {
    if (report[key] !== count)
      problems.push({ path: [key], message: `must be ${count}, as the results say, not ${report[key]}` });
  }
  if (errors.length !== failed)
    problems.push({ path: ["errors"], message: `must name each of the ${failed} that failed, not ${errors.length}` });
  const sound = failed === 0 && !(report.strict && report.warnings.length > 0);
  if (report.passed !== sound) problems.push({ path: ["passed"], message: `must be ${sound}, as the results say` });
  return problems;
}
