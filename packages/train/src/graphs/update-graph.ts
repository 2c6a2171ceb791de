import { buildGraph, type Model } from "@tiny-cats/onnx";
import type { Optimizer } from "../optimizer/optimizer.ts";

/** Numbers of an update that belong to the average of weights. */
export const AVERAGE_SCALARS = ["average_keep", "average_gain"] as const;

/** Names of the vectors that an update writes, beside the weights. */
export function memoryNames(optimizer: Optimizer, hasAverage: boolean): string[] {
  return [...optimizer.slots.map((slot) => `slot_${slot}`), ...(hasAverage ? ["average"] : [])];
}

/**
 * One update of vectors of any length: `weight`, `gradient`, `slot_*` and, where it is kept, `average` [n] float32, with scalars by name ->
 * `new_weight`, `new_slot_*`, `new_average`, each of which may be written where its operand lies.
 */
export function updateGraph(optimizer: Optimizer, { hasAverage }: { hasAverage: boolean }): Model {
  const g = buildGraph("update", { opset: 20 });
  const vector = (name: string) => g.input(name, "float32", ["length"]);
  const scalar = (name: string) => g.input(name, "float32", []);
  const names = Object.keys(optimizer.scalars({ step: 1, rate: 0, scale: 1, decays: false }));
  const { weight, slots } = optimizer.update(g, {
    weight: vector("weight"),
    gradient: vector("gradient"),
    slots: Object.fromEntries(optimizer.slots.map((slot) => [slot, vector(`slot_${slot}`)])),
    scalars: Object.fromEntries(names.map((name) => [name, scalar(name)])),
  });
  g.output("new_weight", weight);
  for (const slot of optimizer.slots) g.output(`new_slot_${slot}`, slots[slot]);
  if (hasAverage) {
    const [keep, gain] = AVERAGE_SCALARS.map(scalar);
    g.output("new_average", g.add(g.mul(vector("average"), keep), g.mul(weight, gain)));
  }
  return g.finish();
}
