import { TinyCatsError } from "@tiny-cats/schema/errors";

const MOST = 1_000_000;

/** The value of an option that counts something. @throws TinyCatsError "invalid-bench-option" unless it is whole and within `min` and a million */
export function checkCount(name: string, value: number, min: number): number {
  if (Number.isInteger(value) && value >= min && value <= MOST) return value;
  throw new TinyCatsError("invalid-bench-option", `${name} can't be ${value}`, {
    value,
    remedy: `use a whole number from ${min} to ${MOST}`,
  });
}
