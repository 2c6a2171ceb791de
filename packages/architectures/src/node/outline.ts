import type { PyValue } from "@tiny-cats/checkpoint";

const MOST_ITEMS = 20;
const MOST_DEPTH = 6;

/** A tree for people and JSON: tensors as "f32 [2, 3]", dicts of tensors alone as their count, long lists cut. */
export function outline(value: PyValue, depth = 0): unknown {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "bigint") return String(value);
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (isTensor(value)) return `${value.dtype} [${value.shape.join(", ")}]`;
  if (value instanceof Map) return outlineDict(value, depth);
  if (value instanceof Set) return outline([...value], depth);
  if (Array.isArray(value)) {
    if (depth >= MOST_DEPTH) return `${value.length} items`;
    const items = value.slice(0, MOST_ITEMS).map((item) => outline(item, depth + 1));
    return value.length > MOST_ITEMS ? [...items, `and ${value.length - MOST_ITEMS} more`] : items;
  }
  return "kind" in value ? String(value.kind) : "object";
}

function outlineDict(dict: ReadonlyMap<PyValue, PyValue>, depth: number): unknown {
  if (dict.size > 0 && [...dict.values()].every(isTensor)) return `${dict.size} tensors`;
  if (depth >= MOST_DEPTH) return `${dict.size} entries`;
  const pairs = [...dict].slice(0, 10 * MOST_ITEMS).map(([key, item]) => [String(key), outline(item, depth + 1)]);
  // Not an assignment: a key "__proto__" stays a key.
  return Object.fromEntries(dict.size > pairs.length ? [...pairs, ["...", `${dict.size - pairs.length} more`]] : pairs);
}

function isTensor(value: PyValue): value is Extract<PyValue, { kind: "tensor" }> {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "tensor";
}
