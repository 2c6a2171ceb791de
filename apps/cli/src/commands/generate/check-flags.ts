import type { OutputStream } from "../../io.ts";
import type { OptionValues } from "../../table/option-spec.ts";
import { usageError } from "../../usage-error.ts";
import { SAMPLER_OPTIONS } from "../sampler-options.ts";
import type { GENERATE_OPTIONS } from "./spec.ts";

/** What a drawing made again brings with it. */
const FROM_DRAWING = ["breed", "count", "seed", ...SAMPLER_OPTIONS.map(({ name }) => name), "grid", "queue"];

/**
 * Refuses options that contradict each other. What --like brings with it may not be given beside it as a flag;
 * what environment or configuration say of it does not count.
 *
 * @throws TinyCatsError "conflicting-options", "stdout-is-a-terminal"
 */
export function checkFlags(
  values: OptionValues<typeof GENERATE_OPTIONS>,
  flags: ReadonlySet<string>,
  stdout: OutputStream,
): void {
  const conflict = values.like === undefined ? undefined : FROM_DRAWING.find((name) => flags.has(name));
  if (conflict !== undefined) {
    throw usageError(
      "conflicting-options",
      `--like takes its settings from the drawing, --${conflict} can't be given beside it`,
      {
        value: conflict,
        remedy: `leave out --${conflict}, or --like`,
      },
    );
  }
  if (values.queue !== undefined && (values.grid || values.out === "-")) {
    const other = values.grid ? "grid" : "out -";
    throw usageError(
      "conflicting-options",
      `--queue fills a folder with many pictures, --${other} can't be given beside it`,
      {
        value: other,
        remedy: `leave out --${other}, or --queue`,
      },
    );
  }
  if (values.out !== "-") return;
  if (values.grid) {
    throw usageError("conflicting-options", "--grid needs a folder, standard output takes one picture", {
      value: "grid",
      remedy: "leave out --grid, or give --out a folder",
    });
  }
  if (stdout.isTTY) {
    throw usageError("stdout-is-a-terminal", "a picture can't be written to a terminal", {
      value: "-",
      remedy: "send it to a file or a program: tiny-cats generate ... -o - > cat.png",
    });
  }
}

/** The refusal of several pictures for stdout. */
export function tooMany(count: number) {
  return usageError("conflicting-options", `standard output takes one picture, not ${count}`, {
    value: count,
    remedy: "give one --breed and --count 1, or --out a folder",
  });
}
