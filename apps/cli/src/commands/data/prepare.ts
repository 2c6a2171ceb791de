import { resolve } from "node:path";
import { preparePets } from "@tiny-cats/data";
import type { CommandContext } from "../../command-context.ts";
import type { ExitCode } from "../../exit-codes.ts";
import { plural } from "../../output/plural.ts";
import { printOne } from "../../output/print-one.ts";
import { printable } from "../../output/printable.ts";
import { stageProgress } from "../../output/stage-progress.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { usageError } from "../../usage-error.ts";
import type { DATA_PREPARE_OPTIONS } from "./spec.ts";

/** `tiny-cats data prepare`: makes a set of the archives, and prints what it holds. */
export async function runDataPrepare(context: CommandContext): Promise<ExitCode> {
  const { io, talk, args } = context;
  const { out, size, ...options } = context.options as OptionValues<typeof DATA_PREPARE_OPTIONS>;
  if (out === undefined)
    throw usageError("missing-argument", "no folder was named for the set", { remedy: "give --out <folder>" });
  const { heads, margin, val, seed } = options;
  const target = resolve(io.cwd, out);
  const progress = stageProgress(talk, { checking: "Checking", unpacking: "Unpacking", preparing: "Preparing" });
  const made = await talk
    .timed("preparing", () =>
      preparePets(resolve(io.cwd, args[0]), target, {
        heads,
        margin,
        val,
        seed,
        signal: io.signal,
        ...(size !== undefined && { size }),
        onProgress: ({ stage, done, total }) => progress.update(stage, done, total),
      }),
    )
    .finally(() => progress.end());
  const faults = made.left_out.filter(({ code }) => code !== "no-head");
  for (const { file, code } of faults) talk.note(`note: ${printable(file)} is left out: ${code}`);
  for (const { file, message } of made.unread_annotations) talk.note(`note: ${printable(file)}: ${printable(message)}`);
  printOne(context, { folder: target, ...made }, (printer) => {
    printer.line(`${target}: ${plural(made.pictures, "picture")}`);
    for (const [name, n] of Object.entries(made.splits)) printer.line(`  ${name}  ${n}`);
    const without = made.left_out.length - faults.length;
    if (without > 0) printer.line(printer.style.dim(`  ${plural(without, "picture")} without a head left out`));
  });
  return 0;
}
