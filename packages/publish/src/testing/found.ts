import { discover } from "../discover/discover.ts";
import type { FoundModelSource } from "../discover/discovery.ts";
import type { ModelKind } from "../model-kind.ts";

/** A path as discovery finds it. */
export async function found(kind: ModelKind, path: string): Promise<FoundModelSource[]> {
  return (await discover({ explicit: { [kind]: path } })).models;
}
