import { corruptPickle } from "../errors.ts";
import { build, callNew, reduce } from "./apply.ts";
import { addAll, appendAll, setAll } from "./containers.ts";
import type { Cursor } from "./cursor.ts";
import { findGlobal } from "./find-global.ts";
import type { Machine, StackValue } from "./machine.ts";
import { OP } from "./opcodes.ts";
import type { Stack } from "./stack.ts";

interface Workshop {
  stack: Stack;
  machine: Machine;
  persistentLoad: ((id: StackValue) => StackValue) | undefined;
}

/** Opcodes that make or change objects; false for others. */
export function construct(code: number, input: Cursor, { stack, machine, persistentLoad }: Workshop): boolean {
  machine.count(MAKES.has(code) ? 1 : 0);
  switch (code) {
    case OP.EMPTY_LIST:
      return stack.push([]);
    case OP.EMPTY_DICT:
      return stack.push(new Map());
    case OP.EMPTY_SET:
      return stack.push(new Set());
    case OP.EMPTY_TUPLE:
      return stack.push(Object.freeze([]));
    case OP.TUPLE1:
    case OP.TUPLE2:
    case OP.TUPLE3:
      return stack.push(Object.freeze(stack.popMany(code - OP.TUPLE1 + 1)) as StackValue);
    case OP.TUPLE:
      return stack.push(Object.freeze(stack.popMark()) as StackValue);
    case OP.FROZENSET: {
      const items = stack.popMark();
      const set = new Set<never>();
      addAll(set, items);
      return stack.push(Object.freeze(set));
    }
    case OP.APPEND:
      return appendAll([stack.pop()], stack.top());
    case OP.APPENDS:
      return appendAll(stack.popMark(), stack.top());
    case OP.SETITEM:
      return setAll(stack.popMany(2), stack.top());
    case OP.SETITEMS:
      return setAll(stack.popMark(), stack.top());
    case OP.ADDITEMS: {
      const items = stack.popMark();
      return addAll(stack.top(), items);
    }
    case OP.GLOBAL: {
      const module = input.line();
      return stack.push(findGlobal(module, input.line()));
    }
    case OP.STACK_GLOBAL: {
      const [module, name] = stack.popMany(2);
      return stack.push(findGlobal(module, name));
    }
    case OP.REDUCE: {
      const [call, args] = stack.popMany(2);
      return stack.push(reduce(call, args, machine));
    }
    case OP.NEWOBJ: {
      const [type, args] = stack.popMany(2);
      return stack.push(callNew(type, args, machine));
    }
    case OP.BUILD: {
      const state = stack.pop();
      return build(stack.top(), state, machine);
    }
    case OP.BINPERSID: {
      const id = stack.pop();
      if (!persistentLoad) throw corruptPickle("it has a persistent id where there can be none");
      return stack.push(persistentLoad(id));
    }
  }
  return false;
}

const MAKES = new Set<number>([
  OP.EMPTY_LIST,
  OP.EMPTY_DICT,
  OP.EMPTY_SET,
  OP.EMPTY_TUPLE,
  OP.TUPLE1,
  OP.TUPLE2,
  OP.TUPLE3,
  OP.TUPLE,
  OP.FROZENSET,
  OP.REDUCE,
  OP.NEWOBJ,
  OP.BINPERSID,
]);
