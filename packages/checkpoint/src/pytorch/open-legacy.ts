import { isTinyCatsError } from "@tiny-cats/schema/errors";
import type { OpenOptions } from "../checkpoint.ts";
import { DTYPES } from "../dtype/dtypes.ts";
import { corruptPickle, tooLarge, unsupportedCheckpoint } from "../errors.ts";
import type { Limits } from "../limits.ts";
import { isKind } from "../pickle/arguments.ts";
import { BROKEN_OFF } from "../pickle/cursor.ts";
import type { StackValue } from "../pickle/machine.ts";
import { unpickle } from "../pickle/unpickle.ts";
import type { ByteSource } from "../source/byte-source.ts";
import { readExactly } from "../source/read-exactly.ts";
import { type PendingStorage, pendingStorage } from "./pending-storage.ts";
import { parsePersistentId } from "./persistent-id.ts";
import { placeStorages } from "./place-storages.ts";

type Resolved = OpenOptions & { limits: Readonly<Limits> };

const FIRST_WINDOW = 1 << 20;

/**
 * The tree of a file of torch.save before PyTorch 1.6: five pickles, the first of which
 * ends at `begin`, then the storages one after another.
 */
export async function openLegacy(source: ByteSource, begin: number, options: Resolved): Promise<StackValue> {
  const { limits, signal } = options;
  for (let window = FIRST_WINDOW; ; window *= 4) {
    const length = Math.min(source.size, window, limits.pickleBytes);
    const bytes = await readExactly(source, 0, length, { signal });
    const head = tryParse(bytes, begin, { source, options, more: length < source.size });
    if (head) {
      await placeStorages(source, head, { signal });
      return head.value;
    }
    if (length === limits.pickleBytes) throw tooLarge("pickles of more bytes", length + 1, limits.pickleBytes);
  }
}

export interface LegacyHead {
  value: StackValue;
  storages: ReadonlyMap<string, PendingStorage>;
  /** The order of the storages in the file. */
  keys: readonly string[];
  end: number;
}

/** The five pickles; undefined where they break off at the window's end and there is more of the file. */
function tryParse(
  bytes: Uint8Array<ArrayBuffer>,
  begin: number,
  { source, options, more }: { source: ByteSource; options: Resolved; more: boolean },
): LegacyHead | undefined {
  try {
    return parse(bytes, begin, { source, options });
  } catch (error) {
    if (more && isTinyCatsError(error) && error.message.endsWith(BROKEN_OFF)) return undefined;
    throw error;
  }
}

function parse(
  bytes: Uint8Array<ArrayBuffer>,
  begin: number,
  { source, options: { limits, exactFloats } }: { source: ByteSource; options: Resolved },
): LegacyHead {
  const storages = new Map<string, PendingStorage>();
  const persistentLoad = (id: StackValue): StackValue => {
    const { key, dtype, length, device } = parsePersistentId(id);
    const byteLength = length * (dtype ? DTYPES[dtype].bytes : 1);
    if (byteLength > source.size) throw corruptPickle(`storage ${key.slice(0, 100)} is larger than the file`, key);
    const storage = storages.get(key) ?? pendingStorage(source, { key, byteLength, device, length });
    if (storage.byteLength !== byteLength) throw corruptPickle("a storage has two lengths", key);
    storages.set(key, storage);
    return { kind: "storage", storage, dtype };
  };
  const version = unpickle(bytes, begin, { limits });
  if (version.value !== 1001)
    throw unsupportedCheckpoint(
      `the legacy format has no version ${String(version.value)}`,
      "save the checkpoint again with a current PyTorch",
    );
  const system = unpickle(bytes, version.end, { limits });
  if (system.value instanceof Map && system.value.get("little_endian") === false) {
    throw unsupportedCheckpoint("the checkpoint is big-endian", "save it again on a little-endian machine");
  }
  const tensorBytes = 2 ** 30 + limits.expansion * source.size;
  const { value, end } = unpickle(bytes, system.end, { limits, persistentLoad, tensorBytes, exactFloats });
  const list = unpickle(bytes, end, { limits });
  const keys = list.value;
  if (!Array.isArray(keys) || !keys.every((key) => typeof key === "string"))
    throw corruptPickle("its list of storages is none");
  if (isKind(value, "storage")) throw corruptPickle("it is a bare storage");
  return { value, storages, keys, end: list.end };
}
