import { resolve } from "node:path";
import { readTextBounded } from "@tiny-cats/files";
import { parseRecipe, type Recipe, type RecipeTask } from "@tiny-cats/train/node";

const LARGEST = 1 << 20;

/** The recipe in the file that --config names; an empty one where it names none. @throws what `readTextBounded` and `parseRecipe` throw */
export async function readRecipe<T extends RecipeTask>(
  path: string | undefined,
  { task, cwd }: { task: T; cwd: string },
): Promise<Recipe<T>> {
  if (path === undefined) return {};
  return parseRecipe(await readTextBounded(resolve(cwd, path), { maxBytes: LARGEST }), { task });
}
