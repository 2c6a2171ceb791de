import { unwritableValue } from "../errors.ts";
import { DEFAULT_LIMITS } from "../limits.ts";
import { dictType } from "../pickle/dict-type.ts";
import { OP } from "../pickle/opcodes.ts";
import type { PickleWriter } from "../pickle/pickle-writer.ts";
import type { PyScalar, PyTagged } from "../pickle/py-value.ts";
import type { TensorData, TensorSource } from "../tensor/tensor.ts";
import { writeBytes, writeTagged } from "./pickle-tagged.ts";

/** What writePyTorch takes: values as they are read, tensors in memory, and plain objects as dicts. */
export type Writable =
  | PyScalar
  | readonly Writable[]
  | ReadonlyMap<Writable, Writable>
  | ReadonlySet<Writable>
  | { readonly [key: string]: Writable }
  | TensorSource
  | TensorData
  | PyTagged;

/** What is written can be read. */
const MAX_DEPTH = DEFAULT_LIMITS.depth;

/**
 * Writes a tree as a pickle's opcodes. Objects met twice are written once, so that what is shared stays shared.
 *
 * @throws TinyCatsError "unwritable-value" for what torch.load(weights_only=True) would refuse, or what no pickle has.
 */
export function pickleValue(
  root: Writable,
  out: PickleWriter,
  tensor: (tensor: TensorSource | TensorData) => void,
): void {
  const open = new Set<unknown>();

  function write(value: Writable): void {
    if (value === null) out.op(OP.NONE);
    else if (typeof value === "boolean") out.op(value ? OP.NEWTRUE : OP.NEWFALSE);
    else if (typeof value === "number") {
      if (Number.isSafeInteger(value) && !Object.is(value, -0)) out.integer(value);
      else out.float(value);
    } else if (typeof value === "bigint") out.integer(value);
    else if (typeof value === "string") out.text(value);
    else if (typeof value !== "object") throw unwritableValue(`a ${typeof value} can't be written`, value);
    else if (!out.recall(value)) {
      if (open.has(value)) throw unwritableValue("a container holds itself");
      if (open.size >= MAX_DEPTH) throw unwritableValue(`containers lie within each other more than ${MAX_DEPTH} deep`);
      open.add(value);
      writeObject(value);
      open.delete(value);
      out.remember(value);
    }
  }

  function writeObject(value: object & Writable): void {
    if (value instanceof Uint8Array) writeBytes(value, out);
    else if (Array.isArray(value)) {
      if (Object.isFrozen(value)) writeTuple(value);
      else writeList(value);
    } else if (value instanceof Map) writeDict(value);
    else if (value instanceof Set) writeSet(value);
    else if ("dtype" in value && "shape" in value && ("chunks" in value || ("data" in value && !("kind" in value)))) {
      tensor(value as TensorSource | TensorData);
    } else if ("kind" in value && typeof value.kind === "string") writeTagged(value as PyTagged, out);
    else writePlain(value as Record<string, Writable>);
  }

  function writePlain(value: Record<string, Writable>): void {
    const prototype = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) {
      throw unwritableValue("an object of a class can't be written", value);
    }
    out.op(OP.EMPTY_DICT);
    writeItems(Object.entries(value));
  }

  function writeList(items: readonly Writable[]): void {
    out.op(OP.EMPTY_LIST);
    if (items.length === 0) return;
    out.op(OP.MARK);
    for (const item of items) write(item);
    out.op(OP.APPENDS);
  }

  function writeTuple(items: readonly Writable[]): void {
    out.op(OP.MARK);
    for (const item of items) write(item);
    out.op(OP.TUPLE);
  }

  function writeDict(dict: ReadonlyMap<Writable, Writable>): void {
    const { type, attributes } = dictType(dict as never);
    if (type === "defaultdict") throw unwritableValue("torch.load(weights_only=True) refuses a defaultdict");
    if (type === "Counter") {
      out.global("collections", "Counter");
      out.op(OP.EMPTY_DICT);
      writeItems(dict);
      out.op(OP.TUPLE1, OP.REDUCE);
      return;
    }
    if (type === "OrderedDict") {
      out.global("collections", "OrderedDict");
      out.op(OP.EMPTY_TUPLE, OP.REDUCE);
    } else out.op(OP.EMPTY_DICT);
    writeItems(dict);
    if (!attributes) return;
    write(attributes as never);
    out.op(OP.BUILD);
  }

  function writeItems(items: Iterable<readonly [Writable, Writable]>): void {
    let empty = true;
    for (const [key, value] of items) {
      if (empty) out.op(OP.MARK);
      empty = false;
      write(key);
      write(value);
    }
    if (!empty) out.op(OP.SETITEMS);
  }

  function writeSet(set: ReadonlySet<Writable>): void {
    if (Object.isFrozen(set)) throw unwritableValue("torch.load(weights_only=True) refuses a frozenset");
    out.global("__builtin__", "set");
    writeList([...set]);
    out.op(OP.TUPLE1, OP.REDUCE);
  }

  write(root);
}
