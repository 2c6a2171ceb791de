import type { Problem } from "../shapes/cross-check.ts";
import { checkReasons } from "../shapes/not-measured.ts";
import type { TrainingReport } from "./training-report.ts";

/** What in a training report is silent or contradicts itself. */
export function checkTraining(report: TrainingReport): Problem[] {
  const { history, step, best } = report;
  const problems = checkReasons(report, ["loss", "best", "history"]);
  history.forEach((entry, i) => {
    if (i > 0 && entry.step <= history[i - 1].step)
      problems.push({
        path: ["history", i, "step"],
        message: `must be above the entry's before, ${history[i - 1].step}`,
      });
    if (entry.step > step)
      problems.push({ path: ["history", i, "step"], message: `must not be above the run's last, ${step}` });
  });
  if (best && best.step > step)
    problems.push({ path: ["best", "step"], message: `must not be above the run's last, ${step}` });
  return problems;
}
