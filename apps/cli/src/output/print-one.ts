import type { CommandContext } from "../command-context.ts";
import type { FORMAT_OPTION } from "../commands/global-options.ts";
import type { OptionValues } from "../table/option-spec.ts";
import { chooseFormat } from "./format.ts";
import type { Printer } from "./printer.ts";

/** Prints one value as a JSON document or line, or as `human` prints it. */
export function printOne({ io, out, options }: CommandContext, value: object, human: (out: Printer) => void): void {
  const format = chooseFormat((options as OptionValues<[typeof FORMAT_OPTION]>).format, io.stdout);
  if (format === "human") human(out);
  else if (format === "json") out.json(value);
  else out.list(format).item(value);
}
