import { corruptPickle, tooLarge, unsupportedTensor } from "../errors.ts";
import { type Limits, shownBytes } from "../limits.ts";
import { isKind } from "../pickle/arguments.ts";
import type { StackValue } from "../pickle/machine.ts";
import type { Storage } from "../tensor/storage.ts";
import type { TensorRef } from "../tensor/tensor.ts";

/**
 * The tensors of a tree by path. What is no finished value, holds itself, or is deeper or larger than the limits, is refused, so that
 * whoever walks the tree afterwards need not ask.
 */
export function collectTensors(root: StackValue, limits: Readonly<Limits>): Map<string, TensorRef> {
  const found = new Map<string, TensorRef>();
  const path: unknown[] = [];
  const open = new Set<unknown>();
  const repeats = new Map<string, number>();
  let nodes = 0;
  let letters = 0;
  let shown = 0;
  const storages = new Set<Storage>();

  function visit(value: StackValue): void {
    if (++nodes > limits.nodes) throw tooLarge("values in its tree", nodes, limits.nodes);
    if (typeof value !== "object" || value === null || value instanceof Uint8Array) return;
    if (isKind(value, "tensor")) keep(value as TensorRef);
    const children = childrenOf(value);
    if (!children) return;
    if (open.has(value)) throw corruptPickle("a container holds itself");
    if (open.size >= limits.depth) throw tooLarge("containers within containers", open.size + 1, limits.depth);
    open.add(value);
    for (const [key, child] of children) {
      visit(key as StackValue);
      path.push(key);
      visit(child);
      path.pop();
    }
    open.delete(value);
  }

  function keep(tensor: TensorRef): void {
    if (found.size >= limits.objects) throw tooLarge("names of tensors", found.size + 1, limits.objects);
    const labels = path.length === 0 ? ["tensor"] : path.map(label);
    // A long key above many tensors is repeated in all their names.
    letters += labels.reduce((sum, text) => sum + text.length + 1, 0);
    if (letters > limits.pickleBytes) throw tooLarge("letters in the names of tensors", letters, limits.pickleBytes);
    const name = labels.join(".");
    let unique = name;
    for (let i = (repeats.get(name) ?? 1) + 1; found.has(unique); i++) {
      unique = `${name}#${i}`;
      repeats.set(name, i);
    }
    found.set(unique, tensor);
    shown += tensor.byteLength;
    storages.add(tensor.storage);
  }

  visit(root);
  let stored = 0;
  for (const { byteLength } of storages) stored += byteLength;
  const most = shownBytes(limits, stored);
  if (shown > most) throw tooLarge("tensors that show more bytes than are stored", shown, most);
  return found;
}

type Children = Iterable<readonly [unknown, StackValue]>;

function childrenOf(value: object): Children | undefined {
  if (Array.isArray(value)) return value.entries();
  if (value instanceof Map) return value as Map<unknown, StackValue>;
  if (value instanceof Set) return [...value].entries() as Children;
  if (isKind(value as StackValue, "namespace")) return (value as { attributes: Map<unknown, StackValue> }).attributes;
  const { kind } = value as { kind: string };
  if (kind === "storage") throw unsupportedTensor("a bare storage");
  if (kind === "raw-array") throw corruptPickle("a numpy array was never filled");
  if (kind === "numpy-dtype") throw corruptPickle("a numpy dtype stands alone");
  return undefined;
}

/** A key as a part of a name: tuples by their items, and those within them, or past the eighth, left out. */
function label(key: unknown): string {
  if (!Array.isArray(key)) return simple(key);
  return `(${key.slice(0, 8).map(simple).join(", ")}${key.length > 8 ? ", ..." : ""})`;
}

const simple = (key: unknown) => (typeof key === "object" && key !== null ? "..." : String(key));
