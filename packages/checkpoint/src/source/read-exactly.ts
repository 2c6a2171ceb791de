import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { ByteSource } from "./byte-source.ts";

/**
 * `length` bytes from `offset`, which the caller has held against the source's size.
 *
 * @throws TinyCatsError "file-changed" when the source gives fewer; the signal's reason.
 */
export async function readExactly(
  source: ByteSource,
  offset: number,
  length: number,
  { signal }: { signal?: AbortSignal } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  signal?.throwIfAborted();
  if (length === 0) return new Uint8Array(0);
  const bytes = offset + length <= source.size ? await source.read(offset, length, { signal }) : undefined;
  if (bytes?.length === length) return bytes;
  throw new TinyCatsError("file-changed", `${length} bytes were to be read from ${offset} and are not there`, {
    value: { offset, length, size: source.size },
    remedy: "do not change a file while it is read; open it again",
  });
}
