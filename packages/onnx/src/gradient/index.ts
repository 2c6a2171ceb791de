export { type IncludeOptions, includeModel } from "../build/include-model.ts";
export { blockDepthwise } from "../optimise/block-depthwise.ts";
export { blockProbe } from "../optimise/block-probe.ts";
export { type GradientsOptions, gradients } from "./gradients.ts";
export {
  type BatchNormParts,
  type BatchNormTrainingOptions,
  batchNormTraining,
} from "./layers/batch-norm-training.ts";
export { dropout } from "./layers/dropout.ts";
export { type TrainedBatchNorms, trainBatchNorms } from "./layers/train-batch-norms.ts";
export { type CrossEntropyOptions, crossEntropy } from "./losses/cross-entropy.ts";
export { type LabelWeightsOptions, labelWeights } from "./losses/label-weights.ts";
export { squaredError } from "./losses/squared-error.ts";
export { stopGradient } from "./stop-gradient.ts";
