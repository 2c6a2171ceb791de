import type { TensorTable } from "../architecture.ts";
import type { KeyPair } from "../dialect.ts";

/** Pairs of names for a dialect that has the canonical ones. */
export function sameNames(table: TensorTable): KeyPair[] {
  return [...table.keys()].map((canonical) => ({ canonical, name: canonical }));
}
