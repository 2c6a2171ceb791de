import { findLabel, normaliseLabel } from "./labels.ts";

/** One of the 13 classes: 12 cat breeds, and Other for what is not one of them. */
export interface Breed {
  /** Index of the class in the models' outputs, 0 to 12. */
  id: number;
  /** Display name, such as "British Shorthair". */
  label: string;
  /** For URLs, such as "british-shorthair". */
  slug: string;
  /** For file names, as the Oxford-IIIT Pet photos have it, such as "British_Shorthair". */
  fileName: string;
  aliases: readonly string[];
}

function breed(id: number, label: string, ...aliases: string[]): Breed {
  return { id, label, slug: label.toLowerCase().replaceAll(" ", "-"), fileName: label.replaceAll(" ", "_"), aliases };
}

/** The classes in the order of their ids. */
export const BREEDS: readonly Breed[] = [
  breed(0, "Abyssinian", "Aby"),
  breed(1, "Bengal"),
  breed(2, "Birman", "Sacred Birman"),
  breed(3, "Bombay"),
  breed(4, "British Shorthair", "British", "BSH"),
  breed(5, "Egyptian Mau", "Mau"),
  breed(6, "Maine Coon", "Coon"),
  breed(7, "Persian"),
  breed(8, "Ragdoll"),
  breed(9, "Russian Blue", "Russian"),
  breed(10, "Siamese"),
  breed(11, "Sphynx", "Sphinx"),
  breed(12, "Other"),
];

/** From an alias, normalised, to its label. */
export const BREED_ALIASES: Readonly<Record<string, string>> = Object.fromEntries(
  BREEDS.flatMap(({ aliases, label }) => aliases.map((alias) => [normaliseLabel(alias), label])),
);

/**
 * The breed a person means: by id, name in any spelling, slug or alias.
 *
 * @throws TinyCatsError "unknown-breed" that lists near matches.
 */
export function findBreed(query: string | number): Breed {
  const labels = BREEDS.map(({ label }) => label);
  return BREEDS[findLabel(query, labels, BREED_ALIASES)];
}
