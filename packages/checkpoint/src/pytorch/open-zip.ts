import { crc32 as slowCrc32 } from "@tiny-cats/files/crc32";
import type { OpenOptions } from "../checkpoint.ts";
import { corruptPickle, corruptZip, tooLarge, unsupportedCheckpoint } from "../errors.ts";
import { type Limits, shownBytes } from "../limits.ts";
import type { StackValue } from "../pickle/machine.ts";
import { unpickle } from "../pickle/unpickle.ts";
import { quote } from "../quote.ts";
import type { ByteSource } from "../source/byte-source.ts";
import { rangeStorage } from "../tensor/range-storage.ts";
import type { Storage } from "../tensor/storage.ts";
import type { Crc32 } from "../zip/crc32.ts";
import { entryStorage } from "../zip/entry-storage.ts";
import { readZipDirectory } from "../zip/read-zip-directory.ts";
import type { ZipEntry } from "../zip/zip-entry.ts";
import { parsePersistentId } from "./persistent-id.ts";

type Resolved = OpenOptions & { limits: Readonly<Limits> };

/** The tree of a file of torch.save from PyTorch 1.6 on: a zip of data.pkl and one entry for each storage. */
export async function openZip(source: ByteSource, options: Resolved): Promise<StackValue> {
  const { limits, signal, crc32 = slowCrc32 } = options;
  const entries = await readZipDirectory(source, { limits, signal });
  const folder = findFolder(entries);
  const order = await content(source, entries.get(`${folder}byteorder`), { ...options, crc32, maxBytes: 64 });
  if (order && new TextDecoder().decode(order).trim() !== "little") {
    throw unsupportedCheckpoint("the checkpoint is big-endian", "save it again on a little-endian machine");
  }
  const pickle = await content(source, entries.get(`${folder}data.pkl`), {
    ...options,
    crc32,
    maxBytes: limits.pickleBytes,
  });
  const storages = new Map<string, Storage>();
  let stored = 0;
  for (const entry of entries.values()) stored += entry.size;

  const persistentLoad = (id: StackValue): StackValue => {
    const { key, dtype, byteLength, device } = parsePersistentId(id);
    let storage = storages.get(key);
    if (!storage) {
      const entry = entries.get(`${folder}data/${key}`);
      if (!entry && byteLength > 0) throw corruptPickle(`storage ${quote(key)} is not in the archive`, key);
      storage = entry
        ? { ...entryStorage(source, entry, { crc32, device }), key }
        : rangeStorage(source, { key, start: 0, byteLength: 0, device });
      storages.set(key, storage);
    }
    if (storage.byteLength !== byteLength) {
      throw corruptPickle(`storage ${quote(key)} has ${storage.byteLength} bytes, not ${byteLength}`, key);
    }
    return { kind: "storage", storage, dtype };
  };

  const { value, end } = unpickle(pickle!, 0, {
    limits,
    persistentLoad,
    exactFloats: options.exactFloats,
    tensorBytes: shownBytes(limits, stored),
  });
  if (end !== pickle!.length) throw corruptPickle("it goes on after its end", end);
  return value;
}

/** The one folder everything is in, with its slash. */
function findFolder(entries: ReadonlyMap<string, ZipEntry>): string {
  const names = [...entries.keys()];
  const pickles = names.filter((name) => /^(?:[^/]+\/)?data\.pkl$/.test(name));
  if (names.some((name) => /^(?:[^/]+\/)?constants\.pkl$/.test(name))) {
    throw unsupportedCheckpoint(
      "the file is a TorchScript program, not a checkpoint",
      "save its weights in PyTorch: torch.save(torch.jit.load(path).state_dict(), other)",
    );
  }
  if (pickles.length === 1) return pickles[0].slice(0, -"data.pkl".length);
  if (pickles.length > 1) throw corruptZip("it holds two checkpoints", pickles);
  throw unsupportedCheckpoint("the zip archive holds no PyTorch checkpoint", "give the file that torch.save wrote");
}

async function content(
  source: ByteSource,
  entry: ZipEntry | undefined,
  { crc32, maxBytes, signal }: { crc32: Crc32; maxBytes: number; signal?: AbortSignal },
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (!entry) return undefined;
  if (entry.size > maxBytes) throw tooLarge(`a part ${quote(entry.name)} of so many bytes`, entry.size, maxBytes);
  return entryStorage(source, entry, { crc32 }).read(0, entry.size, { signal });
}
