import { corruptPickle } from "../errors.ts";
import { hashable } from "./hashable.ts";
import type { StackValue } from "./machine.ts";
import type { PyValue } from "./py-value.ts";

/** APPEND and APPENDS: on lists. */
export function appendAll(items: readonly StackValue[], target: StackValue): true {
  if (!Array.isArray(target) || Object.isFrozen(target)) throw corruptPickle("it appends to what is no list");
  for (const item of items) target.push(item);
  return true;
}

/** SETITEM and SETITEMS: keys and values in turn, on dicts. */
export function setAll(items: readonly StackValue[], target: StackValue): true {
  if (!(target instanceof Map)) throw corruptPickle("it sets items of what is no dict");
  if (items.length % 2 === 1) throw corruptPickle("it sets a key without a value");
  for (let i = 0; i < items.length; i += 2) target.set(hashable(items[i]), items[i + 1] as PyValue);
  return true;
}

/** ADDITEMS: on sets. */
export function addAll(target: StackValue, items: readonly StackValue[]): true {
  if (!(target instanceof Set) || Object.isFrozen(target)) throw corruptPickle("it adds to what is no set");
  for (const item of items) target.add(hashable(item));
  return true;
}
