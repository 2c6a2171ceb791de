import { randomIndices } from "../sampling/random-indices.ts";

/** Draws as many items as there are with replacement, for each replicate anew; `stratified` draws as many of each class as it has. */
export function createResampler(
  labels: Int32Array,
  { seed, stratified }: { seed: number; stratified: boolean },
): (replicate: number) => Int32Array {
  const size = labels.length;
  if (!stratified) return (index) => randomIndices(size, size, { seed, index });
  const groups = new Map<number, number[]>();
  labels.forEach((label, i) => {
    const group = groups.get(label);
    if (group) group.push(i);
    else groups.set(label, [i]);
  });
  const members = [...labels].map((label) => groups.get(label)!);
  return (index) => {
    // One drawn number an item, which picks among those of the item's class.
    const picks = randomIndices(size, 2 ** 31, { seed, index });
    return picks.map((pick, i) => members[i][pick % members[i].length]);
  };
}
