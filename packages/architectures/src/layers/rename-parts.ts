import type { TensorTable } from "../architecture.ts";
import type { KeyPair } from "../dialect.ts";

/** Pairs of names for a table whose modules have other names in a dialect, told by the names before the last dot. */
export function renameParts(table: TensorTable, modules: ReadonlyMap<string, string>): KeyPair[] {
  return [...table.keys()].map((canonical) => {
    const dot = canonical.lastIndexOf(".");
    const module = canonical.slice(0, dot);
    return { canonical, name: `${modules.get(module) ?? module}${canonical.slice(dot)}` };
  });
}
