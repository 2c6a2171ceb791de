import type { BuiltCard, Finding } from "@tiny-cats/card";
import { writeFileAtomic } from "@tiny-cats/files";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { printOne } from "../../output/print-one.ts";
import { printable } from "../../output/printable.ts";
import type { Printer } from "../../output/printer.ts";

/** What building or updating came to. */
interface Outcome {
  path: string;
  /** What is there; undefined where nothing is. */
  before: string | undefined;
  text: string;
  built: BuiltCard;
  findings: readonly Finding[];
  /** More to say as JSON, and to people. */
  more?: object;
  print?: (out: Printer) => void;
}

/** Writes a card unless told not to, says what was left out, and gives the exit status. */
export async function concludeCard(context: CommandContext, outcome: Outcome): Promise<ExitCode> {
  const { options, io, talk } = context;
  const { path, before, text, built, findings } = outcome;
  const dry = options["dry-run"] === true;
  const check = options.check === true;
  const changed = before !== text;
  if (changed && !dry && !check) await writeFileAtomic(path, text, { signal: io.signal });
  const { omitted } = built;
  const report = {
    path,
    changed,
    written: changed && !dry && !check,
    omitted,
    findings,
    ...outcome.more,
  };
  printOne(context, dry ? { ...report, text } : report, (out) => {
    if (dry) {
      for (const line of text.replace(/\n$/, "").split("\n")) out.line(line);
      return;
    }
    outcome.print?.(out);
    const { bold, green, yellow } = out.style;
    const state = !changed ? green("up to date") : check ? yellow("would change") : green("written");
    out.line(`${bold(printable(path))}: ${state}`);
  });
  for (const { message } of [...omitted, ...findings]) talk.note(`note: ${printable(message)}`);
  return check && changed ? 1 : 0;
}
