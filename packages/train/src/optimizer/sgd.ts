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
    scalars: ({ rate, scale, decays }) => ({ keep: 1 - (decays ? rate * weightDecay : 0), momentum, scale, rate }),
    update(g, { weight, gradient, slots, scalars: s }) {
      const scaled = g.mul(gradient, s.scale);
      const velocity = g.add(g.mul(slots.velocity, s.momentum), scaled);
      const along = nesterov ? g.add(scaled, g.mul(velocity, s.momentum)) : velocity;
      return { weight: g.sub(g.mul(weight, s.keep), g.mul(along, s.rate)), slots: { velocity } };
    },
  };
}
