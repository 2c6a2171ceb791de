import { philox4x32 } from "./philox.ts";
import { checkIndex } from "./picture-index.ts";
import { type Purpose, purposes } from "./purposes.ts";
import { checkSeed } from "./seed.ts";

/** Which of a seed's random numbers are meant. */
export interface Stream {
  /** The picture they belong to, 0 to 2^32 - 1: picture i of a seed never depends on what else is drawn. */
  index: number;
  /** Noise unless told. */
  purpose?: Purpose;
}

/** A stream and how much of it: a new array of `length` numbers, or as many as `out` has room for. */
export type StreamRequest<A> = Stream & ({ length: number; out?: undefined } | { length?: undefined; out: A });

/**
 * A reader of four random words at a time: key = (seed low, seed high), counter = (block, index, purpose, 0).
 *
 * @throws TinyCatsError "invalid-seed" or "invalid-index"
 */
export function openStream(
  seed: number,
  { index, purpose = purposes.noise }: Stream,
): (block: number, out: Uint32Array) => void {
  checkSeed(seed);
  checkIndex(index);
  const key = Uint32Array.of(seed, Math.floor(seed / 4294967296));
  const counter = Uint32Array.of(0, index, purpose, 0);
  return (block, out) => {
    counter[0] = block;
    philox4x32(counter, key, out);
  };
}

/** A word of 32 random bits as a number of the open interval (0, 1): (word + 1/2) / 2^32, exactly. */
export function toUnit(word: number): number {
  return (word + 0.5) / 4294967296;
}
