import type { ByteSource } from "./byte-source.ts";

/** Bytes in memory as a source; they must not change while it is read. */
export function bytesSource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    async read(offset, length, { signal } = {}) {
      signal?.throwIfAborted();
      return bytes.slice(offset, offset + length);
    },
  };
}
