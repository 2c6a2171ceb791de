import { usageError } from "../../usage-error.ts";

/** Batch sizes from their text, such as "1,8"; none of "none". @throws TinyCatsError "invalid-option-value" */
export function parseBatches(text: string): number[] {
  if (text === "none") return [];
  const sizes = text.split(",").map((size) => (/^ *\d{1,6} *$/.test(size) ? Number(size) : 0));
  if (sizes.every((size) => size >= 1)) return sizes;
  throw usageError("invalid-option-value", `--batch-sizes can't be "${text.slice(0, 64)}"`, {
    value: text,
    remedy: "give whole numbers of at least 1 with commas between them, such as 1,8, or none",
  });
}
