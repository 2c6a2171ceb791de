import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { ListedItem } from "./listed-item.ts";

/**
 * Refuses a picture that is listed twice, most of all in two splits: a test on what was trained on measures nothing.
 *
 * @throws TinyCatsError "duplicate-item".
 */
export function checkUnique(listed: readonly ListedItem[]): void {
  const seen = new Map<string, ListedItem>();
  for (const item of listed) {
    const first = seen.get(item.file);
    if (first) {
      const [a, b] = [first, item].map(({ split, category }) => `${split ?? "no split"} as ${category}`);
      throw new TinyCatsError("duplicate-item", `"${item.file}" is listed twice: in ${a} and in ${b}`, {
        value: item.file,
        remedy: "take one of the lines away",
      });
    }
    seen.set(item.file, item);
  }
}
