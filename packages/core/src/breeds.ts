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

const NAMES: readonly (readonly [label: string, ...aliases: string[]])[] = [
  ["Abyssinian", "Aby"],
  ["Bengal"],
  ["Birman", "Sacred Birman"],
  ["Bombay"],
  ["British Shorthair", "British", "BSH"],
  ["Egyptian Mau", "Mau"],
  ["Maine Coon", "Coon"],
  ["Persian"],
  ["Ragdoll"],
  ["Russian Blue", "Russian"],
  ["Siamese"],
  ["Sphynx", "Sphinx"],
  ["Other"],
];

// The marks let a bundler leave the tables out where nobody asks for them.
/** The classes in the order of their ids. */
export const BREEDS: readonly Breed[] = /* @__PURE__ */ NAMES.map(([label, ...aliases], id) => ({
  id,
  label,
  slug: label.toLowerCase().replaceAll(" ", "-"),
  fileName: label.replaceAll(" ", "_"),
  aliases,
}));

/** From an alias, normalised, to its label. */
export const BREED_ALIASES: Readonly<Record<string, string>> = /* @__PURE__ */ Object.fromEntries(
  /* @__PURE__ */ NAMES.flatMap(([label, ...aliases]) => aliases.map((alias) => [normaliseLabel(alias), label])),
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
