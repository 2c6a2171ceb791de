import type { CommandContext } from "../command-context.ts";
import type { FORMAT_OPTION } from "../commands/global-options.ts";
import type { OptionValues } from "../table/option-spec.ts";
import { chooseFormat } from "./format.ts";
import type { Printer } from "./printer.ts";

/** Prints a list of values as JSON or JSON lines, or as `human` prints them. */
export function printData(
  { io, out, options }: CommandContext,
  values: readonly unknown[],
  human: (out: Printer) => void,
): void {
  const format = chooseFormat((options as OptionValues<[typeof FORMAT_OPTION]>).format, io.stdout);
  if (format === "human") {
    human(out);
    return;
  }
  const list = out.list(format);
  for (const value of values) list.item(value);
  list.end();
}
