import { corruptPickle } from "../errors.ts";
import type { StackValue } from "./machine.ts";
import type { PyValue } from "./py-value.ts";

/** A value that Python allows as a key or in a set; lists, dicts, sets and tensors are refused. */
export function hashable(value: StackValue): PyValue {
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  if (Array.isArray(value) ? Object.isFrozen(value) : "kind" in value && HASHABLE.has(value.kind))
    return value as PyValue;
  if (value instanceof Set && Object.isFrozen(value)) return value;
  throw corruptPickle("a key is of a kind that can't be one");
}

const HASHABLE = new Set(["complex", "float", "size", "dtype", "device", "layout", "global"]);
