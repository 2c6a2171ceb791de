import { checkSetting } from "./check-setting.ts";
import type { Optimizer } from "./optimizer.ts";

export interface SgdOptions {
  /** Share of the last move that is kept, 0 to 1; 0.9 unless told. */
  readonly momentum?: number;
  /** Whether the gradient counts as after the move (Nesterov); false unless told. */
  readonly nesterov?: boolean;
  /** Share of a weight, times the rate, that each update takes away, apart from the gradient; 0 unless told. */
  readonly weightDecay?: number;
}

/**
 * Stochastic gradient descent with momentum, as PyTorch computes it (Sutskever et al., "On the importance of initialization and momentum in
 * deep learning", 2013, with the rate outside of the velocity), but for its decay, which is decoupled here.
 *
 * Throws `invalid-training-option`.
 */
export function sgd({ momentum = 0.9, nesterov = false, weightDecay = 0 }: SgdOptions = {}): Optimizer {
  checkSetting("momentum", momentum, { least: 0, below: 1 });
  checkSetting("weightDecay", weightDecay, { least: 0 });
  return {
    name: "sgd",
    settings: { momentum, nesterov, weightDecay },
    slots: ["velocity"],
    update({ weight, gradient, slots: { velocity } }, { rate, scale, decays }) {
      const keep = 1 - (decays ? rate * weightDecay : 0);
      for (let i = 0; i < weight.length; i++) {
        const slope = gradient[i] * scale;
        const v = velocity[i] * momentum + slope;
        velocity[i] = v;
        weight[i] = weight[i] * keep - rate * (nesterov ? slope + momentum * v : v);
      }
    },
  };
}
