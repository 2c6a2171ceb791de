import { TinyCatsError } from "@tiny-cats/schema/errors";

/** A folder with more files than a set may have. */
export function tooManyItems(maxItems: number): TinyCatsError {
  return new TinyCatsError("too-many-items", `the folder holds more than ${maxItems} files`, {
    value: maxItems,
    remedy: "name a folder inside it, or raise maxItems",
  });
}
