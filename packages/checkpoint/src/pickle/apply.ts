import { corruptPickle, forbiddenPickle } from "../errors.ts";
import { isKind } from "./arguments.ts";
import { dictType, withDictType } from "./dict-type.ts";
import { callableOf, isNamespace } from "./find-global.ts";
import type { Machine, StackValue } from "./machine.ts";
import { buildArray, buildNumpyDtype } from "./numpy-globals.ts";
import type { PyValue } from "./py-value.ts";

/** REDUCE: calls a function on the list. Whatever else a pickle wants called is refused. */
export function reduce(target: StackValue, args: StackValue, machine: Machine): StackValue {
  const call = callableOf(target);
  if (!call) throw refusal(target);
  if (!Array.isArray(args) || !Object.isFrozen(args)) throw corruptPickle("it calls with what is no tuple");
  return call(args, machine);
}

/** NEWOBJ: an object made of attributes alone. */
export function callNew(target: StackValue, args: StackValue, machine: Machine): StackValue {
  if (!isNamespace(target)) throw refusal(target);
  if (!Array.isArray(args) || args.length > 0) throw corruptPickle("it makes a namespace with arguments");
  return callableOf(target)!([], machine);
}

/** BUILD: the state of an object just made. */
export function build(target: StackValue, state: StackValue, machine: Machine): true {
  if (isKind(target, "numpy-dtype")) buildNumpyDtype(target, state);
  else if (isKind(target, "raw-array")) buildArray(target, state, machine);
  else buildAttributes(target, state, machine);
  return true;
}

function buildAttributes(target: StackValue, state: StackValue, machine: Machine): void {
  if (!(state instanceof Map)) throw corruptPickle("it sets a state that is no dict");
  const attributes: ReadonlyMap<PyValue, PyValue> = state;
  if (isKind(target, "namespace")) {
    machine.count(attributes.size);
    for (const [key, value] of attributes) (target.attributes as Map<PyValue, PyValue>).set(key, value);
  } else if (target instanceof Map && dictType(target).type !== "dict") {
    withDictType(target, { ...dictType(target), attributes });
  } else {
    throw corruptPickle("it sets the state of what has none");
  }
}

function refusal(target: StackValue) {
  if (isKind(target, "global")) return forbiddenPickle(target.module, `${target.name}()`);
  return corruptPickle("it calls what is no function");
}
