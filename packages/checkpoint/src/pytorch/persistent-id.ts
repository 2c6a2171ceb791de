import { DTYPES, type Dtype, dtypeNamed } from "../dtype/dtypes.ts";
import { corruptPickle, unsupportedDtype, unsupportedTensor } from "../errors.ts";
import { isKind } from "../pickle/arguments.ts";
import type { StackValue } from "../pickle/machine.ts";

/** What a pickle says of a storage. */
export interface StorageId {
  key: string;
  /** Undefined where it is untyped. */
  dtype: Dtype | undefined;
  /** Elements, or bytes where it is untyped. */
  length: number;
  byteLength: number;
  device: string;
}

/** Reads ("storage", class, key, device, elements), and of the legacy format a sixth part that must be None. */
export function parsePersistentId(id: StackValue): StorageId {
  if (!Array.isArray(id) || id[0] !== "storage") throw corruptPickle("a persistent id is not that of a storage");
  const [, type, key, device, length, view] = id;
  if (typeof key !== "string" || typeof device !== "string") throw corruptPickle("a storage has no key or device");
  if (!Number.isSafeInteger(length) || length < 0 || length > 2 ** 48) throw corruptPickle("a storage has no length");
  if (view !== undefined && view !== null) throw unsupportedTensor("a view of a storage, as PyTorch 0.3 saved them,");
  if (!isKind(type, "global") || !/^torch(?:\.storage)?$/.test(type.module))
    throw corruptPickle("a storage has no class");
  if (type.name === "UntypedStorage") return { key, device, length, byteLength: length, dtype: undefined };
  const dtype = dtypeNamed("storage", type.name);
  if (!dtype) throw unsupportedDtype(type.name, "this package");
  return { key, device, length, byteLength: length * DTYPES[dtype].bytes, dtype };
}
