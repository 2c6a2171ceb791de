import fc from "fast-check";

type Holder = Record<string | number, unknown>;

const ODD = [
  ...[null, true, "", "x", "../x", "a/../b", "a\\b", "C:/x", "\u0000", "v".repeat(2000)],
  ...[
    -1,
    0,
    0.5,
    1,
    2 ** 53,
    -0,
    1e308,
    [],
    {},
    [[]],
    [null],
    { a: 1 },
    "NaN",
    "2026-02-30",
    "1",
    "tiny-cats/manifest",
  ],
];
const NOT_JSON = [Number.NaN, Number.POSITIVE_INFINITY, 10n, Symbol("s"), () => 1, new Date(0), new Map(), undefined];

interface Change {
  where: number;
  how: "replace" | "remove" | "rename" | "add" | "repeat" | "graft";
  what: unknown;
  from: number;
}

/** Copies of a document with one to three changes that know its structure: keys removed, renamed, added, values replaced or moved. */
export function mutations(document: object, { json = false } = {}): fc.Arbitrary<object> {
  const change: fc.Arbitrary<Change> = fc.record({
    where: fc.nat(),
    how: fc.constantFrom("replace", "remove", "rename", "add", "repeat", "graft"),
    what: fc.oneof(
      fc.constantFrom(...ODD, ...(json ? [] : NOT_JSON)),
      json ? fc.jsonValue({ maxDepth: 2 }) : fc.anything({ maxDepth: 2 }),
    ),
    from: fc.nat(),
  });
  return fc
    .array(change, { minLength: 1, maxLength: 3 })
    .map((changes) => changes.reduce(apply, structuredClone(document)));
}

/** Every key within a value, as deep as eight levels: a document may have come to hold itself. */
function places(value: unknown, depth = 0): { holder: Holder; key: string | number }[] {
  if (typeof value !== "object" || value === null || depth > 8) return [];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return keys.flatMap((key) => [{ holder: value as Holder, key }, ...places((value as Holder)[key], depth + 1)]);
}

function apply(document: object, { where, how, what, from }: Change): object {
  const all = places(document).filter(({ key }) => key !== "schema" && key !== "version");
  if (all.length === 0) return document;
  const { holder, key } = all[where % all.length];
  const source = all[from % all.length];
  const list = Array.isArray(holder) ? holder : undefined;
  if (how === "replace") holder[key] = copyOf(what);
  else if (how === "remove" && list) list.splice(Number(key), 1);
  else if (how === "remove") delete holder[key];
  else if (how === "repeat" && list) list.push(copyOf(list[Number(key)]));
  else if (how === "graft") holder[key] = copyOf(source.holder[source.key]);
  else if (list) list.push(copyOf(what));
  else holder[`${key}_${how}`] = copyOf(what);
  if (how === "rename" && !list) delete holder[key];
  return document;
}

/** What can't be cloned, for it holds a function, is shared instead: so cycles arise, which are damage too. */
function copyOf(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    return value;
  }
}
