import type { Validation } from "@tiny-cats/card";
import { TinyCatsError } from "@tiny-cats/schema/errors";

/** @throws TinyCatsError "invalid-card" with everything that is wrong with it */
export function requireValidCard({ valid, errors }: Validation): void {
  if (valid) return;
  const told = errors.map(({ message, remedy }) => `${message} (${remedy})`);
  throw new TinyCatsError("invalid-card", `the card would not hold:\n${told.map((one) => `- ${one}`).join("\n")}`, {
    value: errors,
    remedy: "put what is missing into card-notes.md beside the model, and publish again",
  });
}
