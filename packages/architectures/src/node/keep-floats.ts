import type { PyValue, Writable } from "@tiny-cats/checkpoint";

/**
 * A tree to be written, with its whole numbers as floats wherever the file it comes from has the same float at the same place: a dropout of
 * 0.0 stays one.
 *
 * @param original read with `exactFloats`.
 */
export function keepFloats(tree: Writable, original: PyValue | undefined): Writable {
  if (typeof tree === "number") return isFloat(original) && original.value === tree ? original : tree;
  if (!(original instanceof Map) || typeof tree !== "object" || tree === null) return tree;
  if (Object.getPrototypeOf(tree) !== Object.prototype || "dtype" in tree || "kind" in tree) return tree;
  const pairs = Object.entries(tree as { [key: string]: Writable });
  return Object.fromEntries(pairs.map(([key, item]) => [key, keepFloats(item, original.get(key))]));
}

function isFloat(value: PyValue | undefined): value is Extract<PyValue, { kind: "float" }> {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "float";
}
