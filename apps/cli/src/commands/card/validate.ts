import { join, resolve } from "node:path";
import { parseCard, type Validation } from "@tiny-cats/card";
import { validateCardFile, validateDatasetCardFile } from "@tiny-cats/card/node";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { plural } from "../../output/plural.ts";
import { printOne } from "../../output/print-one.ts";
import { printable } from "../../output/printable.ts";
import { type CardSource, cardSource } from "./card-source.ts";
import { noCard } from "./no-card.ts";
import { readCardText } from "./read-card-text.ts";

/** `tiny-cats card validate`: what is wrong with a folder's card; 1 where something is. */
export async function runCardValidate(context: CommandContext): Promise<ExitCode> {
  const { io, args } = context;
  const folder = resolve(io.cwd, args[0] ?? ".");
  const path = join(folder, "README.md");
  const text = await readCardText(path, io.signal);
  if (text === undefined) throw noCard(path);
  const validation = await validate(folder, await cardSource(context, folder, parseCard(text).record));
  const { valid, errors, warnings } = validation;
  printOne(context, { folder, ...validation }, (out) => {
    const { bold, dim, green, red, yellow } = out.style;
    for (const { severity, message, remedy, code } of [...errors, ...warnings]) {
      out.line(`${severity === "error" ? red("error") : yellow("warning")}: ${printable(message)}`);
      out.line(`  ${green("fix:")} ${printable(remedy)} ${dim(`(docs/errors.md#${code})`)}`);
    }
    const count = [plural(errors.length, "error"), plural(warnings.length, "warning")].join(", ");
    out.line(`${bold(printable(folder))}: ${valid ? green("valid") : red("not valid")}, ${count}`);
  });
  return valid ? 0 : 1;
}

async function validate(folder: string, source: CardSource): Promise<Validation> {
  const { end, ...options } = source.options;
  const validation =
    source.kind === "dataset"
      ? await validateDatasetCardFile(folder, source.facts, options)
      : await validateCardFile(folder, options);
  end();
  return validation;
}
