import { usageError } from "../../usage-error.ts";

/**
 * What --class-weights says: "balanced", or labels with numbers, such as "Other=0.5,British Shorthair=2". What labels there are the trainer knows.
 *
 * @throws TinyCatsError "invalid-option-value"
 */
export function parseClassWeights(text: string): "balanced" | Record<string, number> {
  if (text.trim() === "balanced") return "balanced";
  const pairs = text.split(",").map((part) => {
    const [, label, number] = /^\s*([^=\s][^=]*?)\s*=\s*(\d*\.?\d+(?:e[+-]?\d+)?)\s*$/i.exec(part) ?? [];
    if (label !== undefined) return [label, Number(number)] as const;
    throw usageError("invalid-option-value", `--class-weights can't have ${JSON.stringify(part.slice(0, 64))}`, {
      value: text,
      remedy: "give balanced, or labels with numbers, such as Other=0.5,Bengal=2",
    });
  });
  return Object.fromEntries(pairs);
}
