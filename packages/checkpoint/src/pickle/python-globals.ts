import { corruptPickle } from "../errors.ts";
import { quote } from "../quote.ts";
import { asItems, asText, isKind } from "./arguments.ts";
import { withDictType } from "./dict-type.ts";
import { hashable } from "./hashable.ts";
import type { Callable, Machine, StackValue } from "./machine.ts";
import type { PyValue } from "./py-value.ts";

/** Functions and classes of Python's own library that make plain data, by module and name. */
export const PYTHON_GLOBALS: Readonly<Record<string, Callable>> = {
  "collections.OrderedDict": ([pairs], machine) => {
    const dict = new Map<PyValue, PyValue>();
    for (const pair of asItems(pairs, "the content of an OrderedDict")) {
      if (!Array.isArray(pair) || pair.length !== 2) throw corruptPickle("the content of an OrderedDict is no pairs");
      machine.count(1);
      dict.set(hashable(pair[0]), pair[1]);
    }
    return withDictType(dict, { type: "OrderedDict" });
  },
  "collections.defaultdict": () => withDictType(new Map(), { type: "defaultdict" }),
  "collections.Counter": ([counts], machine) => {
    if (counts !== undefined && !(counts instanceof Map)) throw corruptPickle("the content of a Counter is no dict");
    machine.count(counts?.size ?? 0);
    return withDictType(new Map(counts), { type: "Counter" });
  },
  "builtins.set": ([items], machine) => makeSet(items, machine),
  "builtins.frozenset": ([items], machine) => Object.freeze(makeSet(items, machine)),
  "builtins.complex": ([re, im = 0]) => {
    return { kind: "complex", re: asNumber(re), im: asNumber(im) };
  },
  "builtins.bytearray": ([content, encoding], machine) => ({
    kind: "bytearray",
    bytes: content instanceof Uint8Array ? content : encode(content ?? "", encoding ?? "latin-1", machine),
  }),
  "builtins.bytes": ([content]) => {
    if (content === undefined) return new Uint8Array(0);
    if (content instanceof Uint8Array) return content;
    throw corruptPickle("bytes are made of something else");
  },
  "_codecs.encode": ([text, encoding], machine) => encode(text, encoding ?? "utf-8", machine),
};

/** Classes that may be named, as the default of a defaultdict, and not called. */
export const NAMED_ONLY: readonly string[] = ["list", "dict", "int", "float", "str", "tuple", "bool"].map(
  (name) => `builtins.${name}`,
);

function asNumber(value: StackValue | undefined): number {
  if (typeof value === "number") return value;
  if (isKind(value, "float")) return value.value;
  throw corruptPickle("a complex number is made of no numbers");
}

function makeSet(items: StackValue | undefined, machine: Machine): ReadonlySet<PyValue> {
  const list = asItems(items, "the content of a set");
  machine.count(list.length);
  return new Set(list.map(hashable));
}

/** Protocol 2 has no bytes: they come as a text of Latin-1 letters. */
function encode(text: StackValue, encoding: StackValue, machine: Machine): Uint8Array {
  const content = asText(text, "what is to be encoded");
  machine.countBytes(content.length);
  if (/^utf-?8$/i.test(asText(encoding, "an encoding"))) return new TextEncoder().encode(content);
  if (!/^(?:latin-?1|iso-8859-1)$/i.test(encoding as string))
    throw corruptPickle(`there is no encoding ${quote(encoding as string)}`);
  const bytes = new Uint8Array(content.length);
  for (let i = 0; i < content.length; i++) {
    const code = content.charCodeAt(i);
    if (code > 255) throw corruptPickle("bytes have a letter past 255");
    bytes[i] = code;
  }
  return bytes;
}
