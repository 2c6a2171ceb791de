import { isTinyCatsError } from "@tiny-cats/schema/errors";
import type { OpenOptions } from "../checkpoint.ts";
import { corruptPickle, tooLarge, unsupportedCheckpoint } from "../errors.ts";
import { type Limits, shownBytes } from "../limits.ts";
import { isKind } from "../pickle/arguments.ts";
import { BROKEN_OFF } from "../pickle/cursor.ts";
import type { StackValue } from "../pickle/machine.ts";
import { unpickle } from "../pickle/unpickle.ts";
import { quote } from "../quote.ts";
import type { ByteSource } from "../source/byte-source.ts";
import { readExactly } from "../source/read-exactly.ts";
import { type PendingStorage, pendingStorage } from "./pending-storage.ts";
import { parsePersistentId } from "./persistent-id.ts";
import { placeStorages } from "./place-storages.ts";

type Resolved = OpenOptions & { limits: Readonly<Limits> };

/** What is read at first; if the pickles go on, as much as they may have. */
const WINDOW = 1 << 18;

/** Opcodes of the pickles that hold no more than a version and the machine's kind. */
const FEW = 1000;

/**
 * The tree of a file of torch.save before PyTorch 1.6: five pickles, the first of which
 * ends at `begin`, then the storages one after another.
 */
export async function openLegacy(source: ByteSource, begin: number, options: Resolved): Promise<StackValue> {
  const { limits, signal } = options;
  const most = Math.min(source.size, limits.pickleBytes);
  for (const length of new Set([Math.min(most, WINDOW), most])) {
    const bytes = await readExactly(source, 0, length, { signal });
    const head = tryParse(bytes, begin, { source, options, more: length < source.size });
    if (!head) continue;
    await placeStorages(source, head, { signal });
    return head.value;
  }
  throw tooLarge("pickles of more bytes", most + 1, most);
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
    const { key, dtype, length, byteLength, device } = parsePersistentId(id);
    if (byteLength > source.size) throw corruptPickle(`storage ${quote(key)} is larger than the file`, key);
    const storage = storages.get(key) ?? pendingStorage(source, { key, byteLength, device, length });
    if (storage.byteLength !== byteLength) throw corruptPickle("a storage has two lengths", key);
    storages.set(key, storage);
    return { kind: "storage", storage, dtype };
  };
  const few = { ...limits, opcodes: Math.min(FEW, limits.opcodes) };
  const version = unpickle(bytes, begin, { limits: few });
  if (version.value !== 1001)
    throw unsupportedCheckpoint(
      "the legacy format is of another version than 1001",
      "save the checkpoint again with a current PyTorch",
    );
  const system = unpickle(bytes, version.end, { limits: few });
  if (system.value instanceof Map && system.value.get("little_endian") === false) {
    throw unsupportedCheckpoint("the checkpoint is big-endian", "save it again on a little-endian machine");
  }
  const tensorBytes = shownBytes(limits, source.size);
  const { value, end } = unpickle(bytes, system.end, { limits, persistentLoad, tensorBytes, exactFloats });
  // A key takes two opcodes, and a thousandth part of two more.
  const opcodes = Math.min(3 * storages.size + FEW, limits.opcodes);
  const list = unpickle(bytes, end, { limits: { ...limits, opcodes } });
  const keys = list.value;
  if (!Array.isArray(keys) || !keys.every((key) => typeof key === "string"))
    throw corruptPickle("its list of storages is none");
  if (isKind(value, "storage")) throw corruptPickle("it is a bare storage");
  return { value, storages, keys, end: list.end };
}
