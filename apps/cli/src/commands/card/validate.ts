import { resolve } from "node:path";
import { validateCardFile } from "@tiny-cats/card/node";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { plural } from "../../output/plural.ts";
import { printOne } from "../../output/print-one.ts";
import { printable } from "../../output/printable.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { folderOptions } from "./folder-options.ts";
import type { CARD_VALIDATE_OPTIONS } from "./spec.ts";

/** `tiny-cats card validate`: what is wrong with a folder's card; 1 where something is. */
export async function runCardValidate(context: CommandContext): Promise<ExitCode> {
  const { io, args } = context;
  const { repo } = context.options as OptionValues<typeof CARD_VALIDATE_OPTIONS>;
  const folder = resolve(io.cwd, args[0] ?? ".");
  const { end, ...options } = folderOptions(context, repo);
  const validation = await validateCardFile(folder, options);
  end();
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
