import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { ByteSource } from "./byte-source.ts";

/** A Blob as a source, as a browser's file input gives one; read in parts, never whole; reading throws TinyCatsError "file-unreadable". */
export function blobSource(blob: Blob): ByteSource {
  return {
    size: blob.size,
    async read(offset, length, { signal } = {}) {
      signal?.throwIfAborted();
      try {
        return new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer());
      } catch (cause) {
        throw new TinyCatsError("file-unreadable", "the Blob can't be read; the file behind it may have changed", {
          remedy: "choose the file again, and open it anew",
          cause,
        });
      }
    },
  };
}
