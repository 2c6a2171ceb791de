import type { ByteSource } from "./byte-source.ts";

/** A Blob as a source, as a browser's file input gives one; read in parts, never whole. */
export function blobSource(blob: Blob): ByteSource {
  return {
    size: blob.size,
    async read(offset, length, { signal } = {}) {
      signal?.throwIfAborted();
      return new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer());
    },
  };
}
