import { setImmediate } from "node:timers/promises";

const PIECE = 1 << 20;

/** A copy made a megabyte at a time, so that a large picture does not hold up the event loop. */
export async function copyInPieces(data: Uint8ClampedArray): Promise<Uint8ClampedArray> {
  const copy = new Uint8ClampedArray(data.length);
  for (let start = 0; start < data.length; start += PIECE) {
    if (start > 0) await setImmediate();
    copy.set(data.subarray(start, start + PIECE), start);
  }
  return copy;
}
