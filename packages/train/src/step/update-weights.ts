import type { Optimizer, UpdateMoment } from "../optimizer/optimizer.ts";
import type { StepVectors } from "./make-vectors.ts";

/** Moves the weights by their gradients, each group at its own rate. */
export function updateWeights(
  { layout, weight, gradient, slots }: StepVectors,
  optimizer: Optimizer,
  moment: Omit<UpdateMoment, "decays">,
): void {
  for (const { begin, end, decays, rate } of layout.regions) {
    const part = (vector: Float32Array) => vector.subarray(begin, end);
    const own = Object.fromEntries(Object.entries(slots).map(([slot, vector]) => [slot, part(vector)]));
    optimizer.update(
      { weight: part(weight), gradient: part(gradient), slots: own },
      { ...moment, rate: moment.rate * rate, decays },
    );
  }
}
