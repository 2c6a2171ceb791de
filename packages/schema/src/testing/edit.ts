type Path = readonly (string | number)[];

/** A copy of a document in which `path` leads to `value`; undefined takes the key away. */
export function edit<T extends object>(document: T, path: Path, value: unknown): T {
  const copy = structuredClone(document);
  let holder = copy as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) holder = holder[key] as typeof holder;
  const last = path[path.length - 1];
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return copy;
}
