import type { ByteSource } from "./byte-source.ts";
import { readExactly } from "./read-exactly.ts";

/** Bytes read at once when streaming. */
export const BLOCK = 1 << 20;

/** A range of a source in blocks of up to 1 MiB. */
export async function* readBlocks(
  source: ByteSource,
  offset: number,
  length: number,
  { signal }: { signal?: AbortSignal } = {},
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
  for (let done = 0; done < length; done += BLOCK) {
    yield await readExactly(source, offset + done, Math.min(BLOCK, length - done), { signal });
  }
}
