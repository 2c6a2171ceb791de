import { TinyCatsError } from "@tiny-cats/schema/errors";

/** @throws TinyCatsError "invalid-metric-option" unless it is a whole number of at least `least`. */
export function checkWhole(name: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new TinyCatsError("invalid-metric-option", `${name} can't be ${String(value)}`, {
    value,
    remedy: `use a whole number of at least ${least}`,
  });
}

/** @throws TinyCatsError "invalid-metric-option" unless it lies between 0 and 1. */
export function checkLevel(name: string, value: number): void {
  if (value > 0 && value < 1) return;
  throw new TinyCatsError("invalid-metric-option", `${name} can't be ${String(value)}`, {
    value,
    remedy: "use a number between 0 and 1, such as 0.95",
  });
}
