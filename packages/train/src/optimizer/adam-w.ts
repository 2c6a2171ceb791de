import { checkSetting } from "./check-setting.ts";
import type { Optimizer } from "./optimizer.ts";

export interface AdamWOptions {
  /** Decay of the mean of gradients, 0 to 1; 0.9 unless told. */
  readonly beta1?: number;
  /** Decay of the mean of their squares, 0 to 1; 0.999 unless told. */
  readonly beta2?: number;
  /** Added to the root of the mean square; 1e-8 unless told. */
  readonly epsilon?: number;
  /** Share of a weight, times the rate, that each update takes away, apart from the gradient; 0.01 unless told. */
  readonly weightDecay?: number;
}

/**
 * AdamW (Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019) as PyTorch computes it.
 *
 * Throws `invalid-training-option`.
 */
export function adamW(options: AdamWOptions = {}): Optimizer {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0.01 } = options;
  checkSetting("beta1", beta1, { least: 0, below: 1 });
  checkSetting("beta2", beta2, { least: 0, below: 1 });
  checkSetting("epsilon", epsilon, { least: 0 });
  checkSetting("weightDecay", weightDecay, { least: 0 });
  return {
    name: "adamw",
    settings: { beta1, beta2, epsilon, weightDecay },
    slots: ["mean", "square"],
    scalars({ step, rate, scale, decays }) {
      const correction = Math.sqrt(1 - beta2 ** step);
      return {
        keep: 1 - (decays ? rate * weightDecay : 0),
        beta1,
        gain1: (1 - beta1) * scale,
        beta2,
        // Squared with the gradient.
        gain2: Math.sqrt(1 - beta2) * scale,
        // Both sides of the quotient are multiplied by the correction of the root.
        epsilon: epsilon * correction,
        rate: (rate * correction) / (1 - beta1 ** step),
      };
    },
    update(g, { weight, gradient, slots, scalars: s }) {
      const mean = g.add(g.mul(slots.mean, s.beta1), g.mul(gradient, s.gain1));
      const gained = g.mul(gradient, s.gain2);
      const square = g.add(g.mul(slots.square, s.beta2), g.mul(gained, gained));
      const move = g.mul(g.div(mean, g.add(g.sqrt(square), s.epsilon)), s.rate);
      return { weight: g.sub(g.mul(weight, s.keep), move), slots: { mean, square } };
    },
  };
}
