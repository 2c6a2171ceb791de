import { findBreed } from "@tiny-cats/core";
import { isTinyCatsError } from "@tiny-cats/schema/errors";

/** The label of a class by what a set calls it, and the species where the set says it. */
export type ClassLabel = (category: string, species?: string) => string;

/**
 * Labels for the classes of one set: the breed's where the name is one in any spelling, "Other" for every species but cats, and what
 * stands there otherwise. A number is no breed: it counts classes that are not ours.
 */
export function classLabels(): ClassLabel {
  const known = new Map<string, string>();
  return (category, species) => {
    if (species !== undefined && species !== "cat") return "Other";
    const found = known.get(category) ?? breedOr(category);
    known.set(category, found);
    return found;
  };
}

function breedOr(category: string): string {
  if (/^\d+$/.test(category)) return category;
  try {
    return findBreed(category).label;
  } catch (error) {
    if (isTinyCatsError(error) && error.code === "unknown-breed") return category;
    throw error;
  }
}
