import { corruptPickle } from "../errors.ts";
import { quote } from "../quote.ts";
import type { ByteSource } from "../source/byte-source.ts";
import { readExactly } from "../source/read-exactly.ts";
import type { LegacyHead } from "./open-legacy.ts";

const WINDOW = 1 << 16;

/** Finds the storages behind a legacy file's pickles: each is its number of elements in 8 bytes, then its content. */
export async function placeStorages(
  source: ByteSource,
  { storages, keys, end }: LegacyHead,
  { signal }: { signal?: AbortSignal },
): Promise<void> {
  const places = new Set<string>();
  let at = end;
  let window = new DataView(new ArrayBuffer(0));
  let windowAt = 0;
  for (const key of keys) {
    const storage = storages.get(key);
    if (!storage || places.has(key)) throw corruptPickle(`its list of storages has ${quote(key)} amiss`, key);
    places.add(key);
    if (at + 8 > source.size) throw corruptPickle("the file ends before its storages");
    if (at < windowAt || at + 8 > windowAt + window.byteLength) {
      window = new DataView((await readExactly(source, at, Math.min(WINDOW, source.size - at), { signal })).buffer);
      windowAt = at;
    }
    const length = window.getBigInt64(at - windowAt, true);
    if (length !== BigInt(storage.length))
      throw corruptPickle(`storage ${quote(key)} has ${length} elements, not ${storage.length}`, key);
    storage.place(at + 8);
    at += 8 + storage.byteLength;
    if (at > source.size) throw corruptPickle("the file ends before its storages");
  }
  if (places.size !== storages.size) throw corruptPickle("some of its storages are missing");
  if (at !== source.size) throw corruptPickle("it goes on after its last storage", at);
}
