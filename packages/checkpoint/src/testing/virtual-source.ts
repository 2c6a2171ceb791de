import type { ByteSource } from "../source/byte-source.ts";

/** A source of any size that is zero but for some pieces, and counts what is read of it. */
export function virtualSource(
  size: number,
  pieces: readonly (readonly [number, Uint8Array])[],
): ByteSource & { bytesRead: number } {
  const source = {
    size,
    bytesRead: 0,
    async read(offset: number, length: number) {
      source.bytesRead += length;
      const out = new Uint8Array(length);
      for (const [at, piece] of pieces) {
        const from = Math.max(offset, at);
        const to = Math.min(offset + length, at + piece.length);
        if (from < to) out.set(piece.subarray(from - at, to - at), from - offset);
      }
      return out;
    },
  };
  return source;
}
