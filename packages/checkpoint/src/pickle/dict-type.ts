import type { PyValue } from "./py-value.ts";

/** What a Map was in Python, beyond its items. */
export interface DictType {
  type: "dict" | "OrderedDict" | "defaultdict" | "Counter";
  /** Attributes of the dict itself, as PyTorch's state dicts have `_metadata`. */
  attributes?: ReadonlyMap<PyValue, PyValue>;
}

const types = new WeakMap<object, DictType>();

/** What a Map read from a checkpoint was in Python; any other Map is a dict. */
export function dictType(dict: ReadonlyMap<PyValue, PyValue>): DictType {
  return types.get(dict) ?? { type: "dict" };
}

/** Marks a Map as a kind of dict, which readers report and writers keep; returns it. */
export function withDictType<T extends ReadonlyMap<PyValue, PyValue>>(dict: T, type: DictType): T {
  types.set(dict, type);
  return dict;
}
