import { numberText } from "@tiny-cats/eval/report";
import type { GateReport } from "@tiny-cats/publish";
import { plural } from "../../output/plural.ts";
import { printable } from "../../output/printable.ts";
import type { Printer } from "../../output/printer.ts";
import { table } from "../../output/table.ts";

type Result = GateReport["results"][number];

/** A line a gate, with its value and what that was held to, and what to do about each that failed. */
export function printGates(out: Printer, report: GateReport): void {
  const { bold, dim, green, red, yellow } = out.style;
  const { results, warnings, passed } = report;
  const rows = table(
    results.map((result) => [
      stateOf(result),
      result.model === null ? result.name : `${result.model} ${result.name}`,
      shown(result.value),
      shown(result.threshold),
      printable(result.message),
    ]),
  );
  for (const [i, line] of rows.entries()) {
    const result = results[i];
    const state = stateOf(result);
    const paint = state === "ok" ? green : state === "failed" ? red : yellow;
    out.line(`${paint(state)}${line.slice(state.length)}`);
    if (state === "failed" && result.remedy) out.line(`  ${green("fix:")} ${printable(result.remedy)}`);
  }
  for (const warning of warnings) out.line(`${yellow("warning:")} ${printable(warning)}`);
  const { total_checks: total, passed_checks: kept } = report;
  const verdict = passed ? green("may be published") : red("may not be published");
  out.line(`${bold(printable(report.model_path))}: ${verdict}, ${kept} of ${plural(total, "gate")} passed`);
  if (!passed && report.failed_checks === 0) out.line(dim("warnings fail with --strict"));
}

function stateOf({ passed, allowed_because: allowed }: Result): "ok" | "failed" | "missing" {
  if (passed) return "ok";
  return allowed === undefined ? "failed" : "missing";
}

function shown(value: Result["value"]): string {
  if (value === null) return "-";
  return typeof value === "number" ? numberText(value) : printable(value);
}
