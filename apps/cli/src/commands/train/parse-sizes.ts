import { usageError } from "../../usage-error.ts";

/** Sides of pictures, such as "64,128". @throws TinyCatsError "invalid-option-value" */
export function parseSizes(text: string): number[] {
  const parts = text.split(",").map((part) => part.trim());
  if (parts.every((part) => /^[1-9]\d{0,3}$/.test(part))) return parts.map(Number);
  throw usageError("invalid-option-value", `--image-sizes can't be ${JSON.stringify(text.slice(0, 64))}`, {
    value: text,
    remedy: "give sides in pixels with commas between them, such as 64,128",
  });
}
