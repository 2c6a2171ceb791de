import type { DrawOptions } from "@tiny-cats/core";
import { usageError } from "../usage-error.ts";

type TimeGrid = NonNullable<DrawOptions["times"]>;

/**
 * A time grid from its text: "uniform", "shifted:3" or "logit-normal:-0.4,1". Its numbers are checked by the generator.
 *
 * @throws TinyCatsError "invalid-option-value"
 */
export function parseTimes(text: string): TimeGrid {
  const [kind, rest = ""] = text.split(":", 2);
  const numbers = rest === "" ? [] : rest.split(",").map(Number);
  if (!numbers.some(Number.isNaN)) {
    if (kind === "uniform" && numbers.length === 0) return { kind };
    if (kind === "shifted" && numbers.length === 1) return { kind, shift: numbers[0] };
    if (kind === "logit-normal" && numbers.length === 2) return { kind, mean: numbers[0], std: numbers[1] };
  }
  throw usageError("invalid-option-value", `--times can't be "${text.slice(0, 64)}"`, {
    value: text,
    remedy: "use uniform, shifted:3 or logit-normal:-0.4,1",
  });
}
