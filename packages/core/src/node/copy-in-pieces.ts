import { setImmediate } from "node:timers/promises";

const PIECE = 1 << 20;

/** Copies bytes into `out` a megabyte at a time, so that a large picture does not hold up the event loop. */
export async function copyInPieces<T extends Uint8Array | Uint8ClampedArray>(
  data: Uint8Array | Uint8ClampedArray,
  out: T,
): Promise<T> {
  for (let start = 0; start < data.length; start += PIECE) {
    if (start > 0) await setImmediate();
    out.set(data.subarray(start, start + PIECE), start);
  }
  return out;
}
