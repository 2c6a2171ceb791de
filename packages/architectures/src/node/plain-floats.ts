import type { PyValue } from "@tiny-cats/checkpoint";

/** A tree that was read with `exactFloats`, with plain numbers for its floats. What holds none is the same object. */
export function plainFloats(value: PyValue): PyValue {
  const done = new Map<unknown, PyValue>();
  const visit = (item: PyValue): PyValue => {
    if (typeof item !== "object" || item === null) return item;
    const before = done.get(item);
    if (before !== undefined) return before;
    const plain = convert(item);
    done.set(item, plain);
    return plain;
  };
  const convert = (item: PyValue & object): PyValue => {
    if (item instanceof Map) {
      const pairs = [...item].map(([key, inner]) => [visit(key), visit(inner)] as const);
      return [...item].every(([key, inner], i) => key === pairs[i][0] && inner === pairs[i][1]) ? item : new Map(pairs);
    }
    if (Array.isArray(item)) {
      const items = item.map(visit);
      return items.every((inner, i) => inner === item[i]) ? item : items;
    }
    return "kind" in item && item.kind === "float" ? item.value : item;
  };
  return visit(value);
}
