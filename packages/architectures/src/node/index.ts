export type { BackboneName } from "./backbone/backbones.ts";
export { type Backbone, type BackboneOptions, readBackbone } from "./backbone/read-backbone.ts";
export { type ConvertOptions, type ConvertReport, convertCheckpoint, type TargetName } from "./convert-checkpoint.ts";
export type { ElementType } from "./element-types.ts";
export type { TrainingRun } from "./found-weights.ts";
export {
  type CheckpointReport,
  type InspectedTensor,
  type InspectOptions,
  inspectCheckpoint,
} from "./inspect-checkpoint.ts";
export { type InspectedValue, inspectOnnx, type OnnxReport } from "./inspect-onnx.ts";
export type { Parity } from "./onnx-parity.ts";
export type { OnnxRuntime } from "./onnx-runtime.ts";
export { type OpenModel, type OpenModelOptions, openModel } from "./open-model.ts";
export { poolRuntime } from "./pool-runtime.ts";
export { readOnnxFile } from "./read-onnx-file.ts";
export type { SampleInput, SampleInputs } from "./sample-inputs.ts";
export { stageFolder } from "./stage-folder.ts";
export { type Problem, type VerifyOptions, type VerifyReport, verifyCheckpoint } from "./verify-checkpoint.ts";
export { type VerifyOnnxOptions, type VerifyOnnxReport, verifyOnnx } from "./verify-onnx.ts";
export type { WrittenFile } from "./write-hashed.ts";
