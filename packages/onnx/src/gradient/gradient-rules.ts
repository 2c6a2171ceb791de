import type { GradientRule } from "./rule.ts";
import { ACTIVATION_GRADIENTS } from "./rules/activations.ts";
import { BINARY_GRADIENTS } from "./rules/binary.ts";
import { CONVOLUTION_GRADIENTS } from "./rules/convolution.ts";
import { EXTREME_GRADIENTS } from "./rules/extremes.ts";
import { GATHERING_GRADIENTS } from "./rules/gathering.ts";
import { LINEAR_GRADIENTS } from "./rules/linear.ts";
import { MOVING_GRADIENTS } from "./rules/moving.ts";
import { NORMALIZING_GRADIENTS } from "./rules/normalizing.ts";
import { POOLING_GRADIENTS } from "./rules/pooling.ts";
import { POWER_GRADIENTS } from "./rules/power.ts";
import { REDUCTION_GRADIENTS } from "./rules/reductions.ts";
import { RESHAPING_GRADIENTS } from "./rules/reshaping.ts";
import { SLICING_GRADIENTS } from "./rules/slicing.ts";
import { SOFTMAX_GRADIENTS } from "./rules/softmax.ts";
import { UNARY_GRADIENTS } from "./rules/unary.ts";

/** How each operator passes gradients back, by its name. */
export const GRADIENTS: ReadonlyMap<string, GradientRule> = new Map(
  [
    ACTIVATION_GRADIENTS,
    BINARY_GRADIENTS,
    CONVOLUTION_GRADIENTS,
    EXTREME_GRADIENTS,
    GATHERING_GRADIENTS,
    LINEAR_GRADIENTS,
    MOVING_GRADIENTS,
    NORMALIZING_GRADIENTS,
    POOLING_GRADIENTS,
    POWER_GRADIENTS,
    REDUCTION_GRADIENTS,
    RESHAPING_GRADIENTS,
    SLICING_GRADIENTS,
    SOFTMAX_GRADIENTS,
    UNARY_GRADIENTS,
  ].flatMap((rules) => Object.entries(rules)),
);
