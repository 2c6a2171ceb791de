import { TinyCatsError } from "@tiny-cats/schema/errors";

/** Throws `invalid-training-option` unless a number is whole and `least` or more. */
export function checkCount(name: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new TinyCatsError("invalid-training-option", `${name} is ${value}`, {
    value,
    remedy: `give a whole number, ${least} or more.`,
  });
}
