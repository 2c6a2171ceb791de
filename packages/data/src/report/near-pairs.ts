import { setImmediate } from "node:timers/promises";
import { countBits } from "./count-bits.ts";
import type { PerceptualHash } from "./perceptual-hash.ts";

/** Two pictures by their places, and the bits of 64 in which their hashes differ. */
export interface NearPair {
  a: number;
  b: number;
  distance: number;
}

export interface NearOptions {
  /** The most bits in which the hashes of a pair may differ. */
  threshold: number;
  /** Pairs after which the search ends. */
  maxPairs: number;
  signal?: AbortSignal;
  onProgress?: (progress: { done: number; total: number }) => void;
}

/** Comparisons between two looks at the signal. */
const TURN = 1 << 22;

/** Every pair of hashes within a distance, by comparing all with all: 0.6 s for 20,000 of them, growing with the square. */
export async function nearPairs(
  hashes: readonly PerceptualHash[],
  { threshold, maxPairs, signal, onProgress }: NearOptions,
): Promise<{ pairs: NearPair[]; truncated: boolean }> {
  const upper = Uint32Array.from(hashes, ([word]) => word);
  const lower = Uint32Array.from(hashes, ([, word]) => word);
  const total = (hashes.length * (hashes.length - 1)) / 2;
  const pairs: NearPair[] = [];
  let done = 0;
  let turn = 0;
  for (let a = 0; a < hashes.length; a++) {
    for (let b = a + 1; b < hashes.length; b++) {
      const half = countBits(upper[a] ^ upper[b]);
      // Of pictures that have nothing in common the upper halves tell it already, mostly.
      if (half > threshold) continue;
      const distance = half + countBits(lower[a] ^ lower[b]);
      if (distance > threshold) continue;
      if (pairs.length === maxPairs) return { pairs, truncated: true };
      pairs.push({ a, b, distance });
    }
    done += hashes.length - a - 1;
    turn += hashes.length - a - 1;
    if (turn < TURN) continue;
    turn = 0;
    onProgress?.({ done, total });
    await setImmediate();
    signal?.throwIfAborted();
  }
  onProgress?.({ done, total });
  return { pairs, truncated: false };
}
