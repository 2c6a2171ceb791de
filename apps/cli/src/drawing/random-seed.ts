import { randomInt } from "node:crypto";

/** A seed for whoever gives none: short enough to be typed again. */
export function randomSeed(): number {
  return randomInt(2 ** 32);
}
