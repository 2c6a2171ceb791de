import type { Random } from "./random.ts";

/** Numbers at which lengths and counts turn. */
export const EDGES = [0, 1, 2, 7, 8, 127, 128, 255, 256, 65535, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1];

/** Bytes with one place changed: a bit, a byte, or a word that is an edge. */
export function mutateBytes(bytes: Uint8Array, rng: Random): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(bytes);
  if (out.length === 0) return out;
  const at = rng.below(out.length);
  if (rng.chance(0.4)) out[at] ^= 1 << rng.below(8);
  else if (rng.chance(0.5)) out[at] = rng.below(256);
  else {
    const value = rng.pick(EDGES);
    for (let i = 0; i < 4 && at + i < out.length; i++) out[at + i] = Math.floor(value / 256 ** i) % 256;
  }
  return out;
}
