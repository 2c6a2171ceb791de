import { CONDITIONS, type Condition } from "@tiny-cats/bench";
import { usageError } from "../../usage-error.ts";

/** Conditions from their text, such as "hardware,threads". @throws TinyCatsError "invalid-option-value" */
export function parseAccept(text: string | undefined): Condition[] {
  const words = text === undefined ? [] : text.split(",").map((word) => word.trim());
  const wrong = words.find((word) => !(CONDITIONS as readonly string[]).includes(word));
  if (wrong === undefined) return words as Condition[];
  throw usageError("invalid-option-value", `--accept can't be "${wrong.slice(0, 64)}"`, {
    value: wrong,
    remedy: `use ${CONDITIONS.join(", ")}`,
  });
}
