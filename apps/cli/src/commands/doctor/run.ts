import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { chooseFormat } from "../../output/format.ts";
import type { Printer } from "../../output/printer.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { type Examination, examine } from "./examine.ts";
import { facts } from "./facts.ts";
import type { DOCTOR_OPTIONS } from "./spec.ts";

/** `tiny-cats doctor`: prints what was found; 1 where no runtime works. */
export async function runDoctor(context: CommandContext): Promise<ExitCode> {
  const { io, out, talk, options } = context;
  const { report, format } = options as OptionValues<typeof DOCTOR_OPTIONS>;
  const found = await talk.timed("examining", () => examine(context));
  if (report) printReport(out, found);
  else if (chooseFormat(format, io.stdout) === "human") printFacts(out, found);
  else out.json(found);
  return found.ok ? 0 : 1;
}

function printFacts(out: Printer, found: Examination): void {
  const { dim, red, green, bold } = out.style;
  const all = facts(found);
  const width = Math.max(...all.map(({ name }) => name.length));
  for (const { name, value, ok } of all) out.line(`${dim(name.padEnd(width))}  ${ok === false ? red(value) : value}`);
  out.line();
  out.line(
    bold(
      found.ok
        ? green("This machine can classify and draw.")
        : red("No runtime works here: npm install onnxruntime-node"),
    ),
  );
}

/** A block for a bug report: nothing in it tells whose machine it is. */
function printReport(out: Printer, found: Examination): void {
  out.line("### tiny-cats doctor");
  out.line();
  out.line("| | |");
  out.line("|---|---|");
  for (const { name, value } of facts(found).filter((fact) => fact.public))
    out.line(`| ${name} | ${value.replaceAll("|", "\\|")} |`);
}
