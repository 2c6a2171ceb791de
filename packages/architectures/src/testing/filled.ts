import type { Checkpoint, TensorData, TensorRef } from "@tiny-cats/checkpoint";
import type { Architecture } from "../architecture.ts";
import { findDialect } from "../convert-tensors.ts";
import { formulaTensor } from "./formula-tensors.ts";
import { inMemory } from "./in-memory.ts";

/** Weights by formula under the names of a dialect, as they would be in its file. */
export function filled<Config>(
  architecture: Architecture<Config>,
  config: Config,
  dialect: string,
): Map<string, TensorData> {
  const table = architecture.tensors(config);
  return new Map(
    findDialect(architecture, dialect)
      .keys(config)
      .filter(({ absent }) => !absent)
      .map(({ canonical, name, transposed, shape }) => {
        const own = table.get(canonical)!.shape;
        return [name, formulaTensor(name, shape ?? (transposed ? [...own].reverse() : own))];
      }),
  );
}

/** A checkpoint of a root dict: state dicts are given as tensors in memory, everything else as it is. */
export async function wrapped(root: Record<string, unknown>): Promise<Pick<Checkpoint, "value" | "metadata">> {
  const value = new Map<string, unknown>();
  for (const [key, item] of Object.entries(root)) {
    value.set(key, item instanceof Map && key !== "config" ? await stateOf(item) : item);
  }
  return { value: value as never, metadata: new Map() };
}

async function stateOf(tensors: ReadonlyMap<string, TensorData>): Promise<ReadonlyMap<string, TensorRef>> {
  const { value } = await inMemory(tensors);
  // safetensors are in the order of their types and names; a state dict is in the order of its modules.
  return new Map([...tensors.keys()].map((name) => [name, (value as ReadonlyMap<string, TensorRef>).get(name)!]));
}
