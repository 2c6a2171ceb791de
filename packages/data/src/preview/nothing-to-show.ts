import { TinyCatsError } from "@tiny-cats/schema/errors";

/** Why there is no sheet of a set. */
export function nothingToShow(name: string, { heads }: { heads: boolean }): TinyCatsError {
  const what = heads ? "no picture with a head's box that can be read" : "no picture that can be read";
  return new TinyCatsError("no-pictures", `${name} has ${what}`, {
    value: name,
    remedy: heads ? "show whole pictures, or give a set with boxes of heads" : "give a set with pictures",
  });
}
