import { createHash } from "node:crypto";

/** Where a file stands from 0 to 1 by its name and a seed: the first 48 bits of SHA-256 over "seed NUL name", over 2^48. */
export function placeOf(file: string, seed: number): number {
  return createHash("sha256").update(`${seed}\0${file}`).digest().readUIntBE(0, 6) / 2 ** 48;
}
