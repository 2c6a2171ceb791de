import {
  changesOf,
  compareBenchmarks,
  comparisonMarkdown,
  formatChange,
  formatMs,
  verdictSentence,
} from "@tiny-cats/bench";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { printOne } from "../../output/print-one.ts";
import { printable } from "../../output/printable.ts";
import { table } from "../../output/table.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import type { BENCH_COMPARE_OPTIONS } from "./bench-options.ts";
import { outFiles, writeOut } from "./out-files.ts";
import { parseAccept } from "./parse-accept.ts";
import { readReport } from "./read-report.ts";

/** `tiny-cats bench compare`: what changed from one report to another. */
export async function runBenchCompare(context: CommandContext): Promise<ExitCode> {
  const { io, args } = context;
  const values = context.options as OptionValues<typeof BENCH_COMPARE_OPTIONS>;
  const accept = parseAccept(values.accept);
  const files = outFiles(values.out ?? [], io.cwd);
  const comparison = compareBenchmarks(await readReport(args[0], io), await readReport(args[1], io), { accept });
  await writeOut(context, files, {
    ".json": () => `${JSON.stringify(comparison, null, 2)}\n`,
    ".md": () => comparisonMarkdown(comparison),
  });
  printOne(context, comparison, (out) => {
    const { bold, dim, green, red, yellow } = out.style;
    const { a, b, verdict, accepted } = comparison;
    const paint = { faster: green, slower: red, "within-noise": bold }[verdict];
    out.line(paint(verdictSentence(comparison)));
    out.line(`  a: ${printable(a.name)}, ${a.n} calls; b: ${printable(b.name)}, ${b.n} calls`);
    for (const { condition, a, b } of accepted)
      out.line(`  ${yellow(`${condition} differs: ${printable(a)}; ${printable(b)}`)}`);
    const rows = changesOf(comparison).map(([name, { a, b, change }]) => [
      name,
      formatMs(a),
      formatMs(b),
      formatChange(change),
    ]);
    const [head, ...lines] = table([["", "a", "b", "change"], ...rows]);
    out.line(`  ${dim(head)}`);
    for (const line of lines) out.line(`  ${line}`);
  });
  return 0;
}
