import { TinyCatsError } from "@tiny-cats/schema/errors";

/** The error for a card that is not there. */
export function noCard(path: string): TinyCatsError {
  return new TinyCatsError("no-card", `there is no card at ${path}`, {
    value: path,
    remedy: "build it first: tiny-cats card build <folder>",
  });
}
