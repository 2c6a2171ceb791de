import type { CommandContext } from "../../command-context.ts";
import { chooseFormat } from "../../output/format.ts";
import type { Printer } from "../../output/printer.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import type { MODELS_OPTIONS } from "./spec.ts";

/** Prints a list of values as JSON or JSON lines, or as `human` prints them. */
export function printData(
  { io, out, options }: CommandContext,
  values: readonly unknown[],
  human: (out: Printer) => void,
): void {
  const format = chooseFormat((options as OptionValues<typeof MODELS_OPTIONS>).format, io.stdout);
  if (format === "human") {
    human(out);
    return;
  }
  const list = out.list(format);
  for (const value of values) list.item(value);
  list.end();
}
