import type { ReadOptions, TensorSource } from "./tensor.ts";

/**
 * Whether two tensors have the same element type, shape and bytes; the bytes are streamed, as far as they agree.
 *
 * @throws what reading throws; the signal's reason.
 */
export async function sameTensor(a: TensorSource, b: TensorSource, options: ReadOptions = {}): Promise<boolean> {
  if (a === b) return true;
  if (a.dtype !== b.dtype || String(a.shape) !== String(b.shape)) return false;
  const other = b.chunks(options)[Symbol.asyncIterator]();
  try {
    let rest: Uint8Array = new Uint8Array(0);
    for await (const chunk of a.chunks(options)) {
      for (let at = 0; at < chunk.length; ) {
        while (rest.length === 0) {
          const next = await other.next();
          if (next.done) return false;
          rest = next.value;
        }
        const length = Math.min(rest.length, chunk.length - at);
        if (!sameBytes(chunk.subarray(at, at + length), rest.subarray(0, length))) return false;
        rest = rest.subarray(length);
        at += length;
      }
    }
    return rest.length === 0 && ((await other.next()).done ?? false);
  } finally {
    await other.return?.();
  }
}

/** Of two arrays of one length; four bytes at a step where both lie for it, which is four times as fast. */
function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  let at = 0;
  if ((a.byteOffset | b.byteOffset) % 4 === 0) {
    const words = a.length >> 2;
    const x = new Int32Array(a.buffer, a.byteOffset, words);
    const y = new Int32Array(b.buffer, b.byteOffset, words);
    for (let i = 0; i < words; i++) if (x[i] !== y[i]) return false;
    at = 4 * words;
  }
  for (; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}
