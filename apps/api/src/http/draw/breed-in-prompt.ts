import { BREEDS } from "@tiny-cats/core";
import { TinyCatsError } from "@tiny-cats/schema/errors";

/**
 * The breed that a prompt speaks of, such as "a fluffy Maine-Coon cat on a sofa".
 *
 * @param drawable labels that can be drawn
 * @throws TinyCatsError "unknown-breed" that lists them, where it names none of them or several
 */
export function breedInPrompt(prompt: string, drawable: readonly string[]): string {
  const words = ` ${wordsOf(prompt)} `;
  const [breed, ...others] = drawable.filter((label) => {
    const aliases = BREEDS.find((breed) => breed.label === label)?.aliases ?? [];
    return [label, ...aliases].some((name) => words.includes(` ${wordsOf(name)} `));
  });
  if (breed !== undefined && others.length === 0) return breed;
  throw new TinyCatsError(
    "unknown-breed",
    breed === undefined
      ? "the prompt names no breed that can be drawn"
      : `the prompt names ${[breed, ...others].join(" and ")}`,
    { value: prompt.slice(0, 200), remedy: `name one of ${drawable.join(", ")}` },
  );
}

/** Words in small letters with single spaces; plurals lose their s. */
function wordsOf(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim()
    .split(" ")
    .map((word) => (word.length > 4 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word))
    .join(" ");
}
