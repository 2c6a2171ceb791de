import type { PyValue } from "@tiny-cats/checkpoint";

/** What a pickle held as JSON would have it: dicts with text keys, lists, texts, numbers; undefined for what is none of these. */
export function plainValue(value: PyValue | undefined): unknown {
  if (value === null || ["boolean", "number", "string"].includes(typeof value)) return value;
  if (Array.isArray(value)) {
    const items = value.map(plainValue);
    return items.includes(undefined) ? undefined : items;
  }
  if (!(value instanceof Map)) return undefined;
  const pairs: [string, unknown][] = [];
  for (const [key, item] of value as ReadonlyMap<PyValue, PyValue>) {
    const plain = plainValue(item);
    if (typeof key === "string" && plain !== undefined) pairs.push([key, plain]);
  }
  // Not an assignment: a key "__proto__" stays a key.
  return Object.fromEntries(pairs);
}

/** The same for a dict; empty where it is none. */
export function plainDict(value: PyValue | undefined): Record<string, unknown> {
  return value instanceof Map ? (plainValue(value) as Record<string, unknown>) : {};
}
