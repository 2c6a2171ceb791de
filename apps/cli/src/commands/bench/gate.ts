import { gateBenchmark } from "@tiny-cats/bench";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { printOne } from "../../output/print-one.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import type { BENCH_GATE_OPTIONS } from "./bench-options.ts";
import { parseAccept } from "./parse-accept.ts";
import { readReport } from "./read-report.ts";

/** `tiny-cats bench gate`: 1 where a report does not keep a threshold. */
export async function runBenchGate(context: CommandContext): Promise<ExitCode> {
  const { io, args } = context;
  const values = context.options as OptionValues<typeof BENCH_GATE_OPTIONS>;
  const { "max-p95": maxP95, "max-regression": maxRegression } = values;
  const accept = parseAccept(values.accept);
  const report = await readReport(args[0], io);
  const baseline = values.baseline === undefined ? undefined : await readReport(values.baseline, io);
  const gate = gateBenchmark(report, {
    accept,
    ...(maxP95 !== undefined && { maxP95 }),
    ...(baseline && { baseline }),
    ...(maxRegression !== undefined && { maxRegression }),
  });
  printOne(context, gate, (out) => {
    const { green, red } = out.style;
    for (const { passed, message } of gate.results) out.line(`${passed ? green("ok") : red("failed")} ${message}`);
  });
  return gate.passed ? 0 : 1;
}
