import type { WeightGroup } from "../../step/lay-out.ts";

export interface WeightGroupOptions {
  /** Name of the last linear layer. */
  readonly head: string;
  /** What the rate is multiplied by for the head, and for each block from there on to the first. */
  readonly headRate: number;
  readonly layerDecay: number;
}

/**
 * How each weight is updated: matrices and kernels decay; the head has its own rate; that of a block is multiplied by `layerDecay` once for every
 * step that it is away from the head.
 *
 * @param names of all weights, from the first layer to the last.
 */
export function weightGroups(
  names: readonly string[],
  { head, headRate, layerDecay }: WeightGroupOptions,
): (name: string, shape: readonly number[]) => WeightGroup {
  const blocks = [...new Set(names.filter((name) => !isOf(name, head)).map(blockOf))];
  const places = new Map(blocks.map((block, place) => [block, place]));
  return (name, { length }) => {
    const distance = blocks.length - (places.get(blockOf(name)) ?? 0);
    return { decays: length > 1, rate: isOf(name, head) ? headRate : layerDecay ** distance };
  };
}

const isOf = (name: string, layer: string) => name.startsWith(`${layer}.`);

/** The block that a weight is of: what a network repeats, or what stands before and behind that. */
function blockOf(name: string): string {
  const [block] = /^.*?\b(layers?|features|classifier)\.\d+/.exec(name) ?? [name.split(".").slice(0, 2).join(".")];
  return block;
}
