import fc from "fast-check";

type Path = readonly (string | number)[];

/** Deeper than a function that calls itself can follow, which JSON.parse reads all the same. */
const DEEP = "deep";
const DEEP_JSON = "[".repeat(20_000) + "]".repeat(20_000);

const LONG = JSON.stringify("x".repeat(2000));
const NUMBERS = [0, -1, 0.5, 99_999, 1e9, 2 ** 53, 1e308];

/** Values that a document may have in another's place, as JSON; undefined takes one out. */
const replacement = fc.oneof(
  { weight: 40, arbitrary: fc.constantFrom(...NUMBERS.map(String), "null", "true", '""', '"x"', '"ByteLevel"') },
  {
    weight: 30,
    arbitrary: fc.constantFrom("[]", "{}", "[null]", '{"__proto__":3,"toString":1}', '"__proto__"', LONG, undefined),
  },
  { weight: 10, arbitrary: fc.string({ unit: "binary", maxLength: 8 }).map((text) => JSON.stringify(text)) },
  { weight: 10, arbitrary: fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.constant(DEEP) },
);

/** What to put where in a document; short, so that it can be printed. */
export type Changes = readonly (readonly [path: Path, value: string | undefined])[];

/** Up to three changes of the values within a document. */
export function changesOf(document: object): fc.Arbitrary<Changes> {
  const paths = [...pathsOf(document)].filter((path) => path.length > 0);
  return fc.array(fc.tuple(fc.constantFrom(...paths), replacement), { minLength: 1, maxLength: 3 });
}

/** A copy of a document with changes, as if it had been read from a file. */
export function changed<T extends object>(document: T, changes: Changes): T {
  const made = JSON.parse(JSON.stringify(document));
  for (const [path, value] of changes) put(made, path, value);
  return made;
}

function put(document: object, path: Path, value: string | undefined): void {
  // biome-ignore lint/suspicious/noExplicitAny: a path through whatever stands there by now
  const parent = path.slice(0, -1).reduce<any>((at, key) => at?.[key], document);
  if (typeof parent !== "object" || parent === null) return;
  const key = path.at(-1)!;
  if (value !== undefined) parent[key] = JSON.parse(value === DEEP ? DEEP_JSON : value);
  else if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
}

function* pathsOf(value: unknown, path: Path = []): Generator<Path> {
  yield path;
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) yield* pathsOf(inner, [...path, key]);
}
