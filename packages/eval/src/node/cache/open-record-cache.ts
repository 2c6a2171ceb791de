import { open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder, sha256, writeFileAtomic } from "@tiny-cats/files";
import { checkRecord, encodeRecords, FIXED_BYTES, type RecordTable, readTable, tableLength } from "./record-file.ts";

/** What was computed before, by the SHA-256 of what it was computed from. */
export interface RecordCache {
  /** A record whole, or undefined where there is none or it is damaged. */
  get(key: string): Promise<Uint8Array | undefined>;
  /** Keeps a record; a batch of them is written at once, whole or not at all. */
  put(key: string, record: Uint8Array): Promise<void>;
  /** Writes what is not written yet. */
  flush(): Promise<void>;
}

export interface RecordCacheOptions {
  /** All that the records depend on beside their keys: other records are in another folder. */
  kind: Readonly<Record<string, unknown>>;
  /** Bytes of each record. */
  size: number;
  /** Records a file; 64 unless told. */
  batch?: number;
  signal?: AbortSignal;
}

const ENDING = ".records";

/**
 * A cache below a folder, which is made where it is missing. Several processes may use it at once: each adds files of its own, none changes one. A file that
 * is damaged or cut short loses the records that it spoils and no others.
 *
 * @throws FilesError of writing; the signal's reason
 */
export async function openRecordCache(
  folder: string,
  { kind, size, batch = 64, signal }: RecordCacheOptions,
): Promise<RecordCache> {
  const text = `${JSON.stringify({ ...kind, bytes: size }, null, 2)}\n`;
  const place = join(folder, sha256(new TextEncoder().encode(text)).slice(0, 32));
  await makeFolder(place);
  const names = (await readdir(place)).filter((name) => name.endsWith(ENDING)).sort();
  if (names.length === 0) await writeFileAtomic(join(place, "kind.json"), text, { signal });
  const found = new Map<string, { file: string; offset: number }[]>();
  for (const name of names) {
    signal?.throwIfAborted();
    const file = join(place, name);
    const table = await tableOf(file, size);
    table?.keys.forEach((key, i) => {
      found.set(key, [...(found.get(key) ?? []), { file, offset: table.offsetOf(i) }]);
    });
  }
  let pending = new Map<string, Uint8Array>();

  async function flush(): Promise<void> {
    if (pending.size === 0) return;
    const content = encodeRecords(pending, size);
    const file = join(place, `${sha256(content).slice(0, 32)}${ENDING}`);
    const written = [...pending.keys()];
    pending = new Map();
    await writeFileAtomic(file, content);
    const table = readTable(content.subarray(0, tableLength(content, { size, fileSize: content.length })), size)!;
    written.forEach((key, i) => void found.set(key, [{ file, offset: table.offsetOf(i) }]));
  }

  return {
    flush,
    async get(key) {
      const waiting = pending.get(key);
      if (waiting) return waiting;
      for (const { file, offset } of found.get(key) ?? []) {
        const record = checkRecord(await readAt(file, offset, size + 4), size);
        if (record) return record;
      }
      return undefined;
    },
    async put(key, record) {
      pending.set(key, record);
      if (pending.size >= batch) await flush();
    },
  };
}

/** A file's table; undefined where it can't be used, which costs no more than computing again. */
async function tableOf(file: string, size: number): Promise<RecordTable | undefined> {
  const handle = await open(file, "r").catch(() => undefined);
  if (!handle) return undefined;
  try {
    const fixed = new Uint8Array(FIXED_BYTES);
    const { bytesRead } = await handle.read(fixed, 0, fixed.length, 0);
    const { size: fileSize } = await handle.stat();
    const length = tableLength(fixed.subarray(0, bytesRead), { size, fileSize });
    if (length === undefined) return undefined;
    const head = new Uint8Array(length);
    const read = await handle.read(head, 0, length, 0);
    return read.bytesRead === length ? readTable(head, size) : undefined;
  } catch {
    return undefined;
  } finally {
    await handle.close();
  }
}

async function readAt(file: string, offset: number, length: number): Promise<Uint8Array> {
  const handle = await open(file, "r").catch(() => undefined);
  if (!handle) return new Uint8Array();
  try {
    const bytes = new Uint8Array(length);
    const { bytesRead } = await handle.read(bytes, 0, length, offset);
    return bytes.subarray(0, bytesRead);
  } catch {
    return new Uint8Array();
  } finally {
    await handle.close();
  }
}
