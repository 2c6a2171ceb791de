import { countBits } from "./count-bits.ts";
import type { PerceptualHash } from "./perceptual-hash.ts";

/** In how many of 64 bits two hashes differ. */
export function hashDistance(a: PerceptualHash, b: PerceptualHash): number {
  return countBits(a[0] ^ b[0]) + countBits(a[1] ^ b[1]);
}
