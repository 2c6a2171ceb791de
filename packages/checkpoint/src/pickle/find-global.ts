import { forbiddenPickle } from "../errors.ts";
import { asText } from "./arguments.ts";
import type { Callable } from "./machine.ts";
import { NUMPY_GLOBALS } from "./numpy-globals.ts";
import type { PyTagged } from "./py-value.ts";
import { NAMED_ONLY, PYTHON_GLOBALS } from "./python-globals.ts";
import { TORCH_GLOBALS, TORCH_VALUES } from "./torch-globals.ts";

type Global = Extract<PyTagged, { kind: "global" }>;

const values = new Map<string, PyTagged>(TORCH_VALUES);
const callables = new WeakMap<object, Callable>();
const namespaces = new WeakSet<object>();

for (const table of [PYTHON_GLOBALS, NUMPY_GLOBALS, TORCH_GLOBALS]) {
  for (const [path, call] of Object.entries(table)) callables.set(declare(path), call);
}
for (const path of [...NAMED_ONLY, "numpy.ndarray"]) declare(path);
for (const path of ["argparse.Namespace", "types.SimpleNamespace"]) {
  const global = declare(path);
  namespaces.add(global);
  callables.set(global, () => ({ kind: "namespace", type: path, attributes: new Map() }));
}

/**
 * What a name in a pickle stands for.
 *
 * @throws TinyCatsError "forbidden-pickle" for any name that is not on the list.
 */
export function findGlobal(module: unknown, name: unknown): PyTagged {
  // Protocol 2 says __builtin__, as Python 2 did.
  const home = asText(module as string, "a module").replace(/^__builtin__$/, "builtins");
  const found = values.get(`${home}.${asText(name as string, "a name")}`);
  // Compared again, for "a" + "b.c" and "a.b" + "c" are the same text.
  if (!found || (found.kind === "global" && found.name !== name)) throw forbiddenPickle(home, name as string);
  return found;
}

/** The function behind a name, where it is one that may be called. */
export function callableOf(value: unknown): Callable | undefined {
  return typeof value === "object" && value !== null ? callables.get(value) : undefined;
}

/** Whether NEWOBJ may make one: a class whose objects are attributes alone. */
export function isNamespace(value: unknown): boolean {
  return typeof value === "object" && value !== null && namespaces.has(value);
}

function declare(path: string): Global {
  const dot = path.lastIndexOf(".");
  const global: Global = { kind: "global", module: path.slice(0, dot), name: path.slice(dot + 1) };
  values.set(path, global);
  return global;
}
