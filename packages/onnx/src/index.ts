export { buildGraph, type GraphBuilder } from "./build/build-graph.ts";
export type { Attributes, FinishOptions, Given, GraphCore } from "./build/graph-core.ts";
export type { GraphLayers, PerAxis, WindowOptions } from "./build/graph-layers.ts";
export type { GraphOperators } from "./build/graph-operators.ts";
export type { AttributeValue } from "./build/to-attribute.ts";
export type { Value } from "./build/value.ts";
export { checkModel } from "./check/check-model.ts";
export { type Fault, findFaults } from "./check/find-faults.ts";
export { inferShapes } from "./infer/infer-shapes.ts";
export type { InputValue, InputValues } from "./interpret/bind-inputs.ts";
export { interpret } from "./interpret/interpret.ts";
export { interpretAsync } from "./interpret/interpret-async.ts";
export type { InterpretOptions, NodeRun, OutputValues } from "./interpret/interpret-steps.ts";
export { DTYPES, type DType } from "./model/dtype.ts";
export { makeTensor } from "./model/make-tensor.ts";
export type { Attribute, Carried, Graph, Model, Node, ValueInfo, ValueType } from "./model/model.ts";
export type { Tensor } from "./model/tensor.ts";
export { tensorValues } from "./model/tensor-values.ts";
export type { NumericTensor } from "./operators/numeric-tensor.ts";
export type {
  AttributeSpec,
  KernelContext,
  NodeAttributes,
  Operand,
  Operator,
  RuleContext,
} from "./operators/operator.ts";
export { OPERATORS, OPSETS } from "./operators/operators.ts";
export { foldConstants } from "./optimise/fold-constants.ts";
export { removeUnused } from "./optimise/remove-unused.ts";
export { renameValues } from "./optimise/rename-values.ts";
export { shareInitializers } from "./optimise/share-initializers.ts";
export type { ExternalData } from "./protobuf/external-data.ts";
export { type ReadModelOptions, readModel } from "./protobuf/read-model.ts";
export { writeModel } from "./protobuf/write-model.ts";
export { type ExternalOptions, type FileChunks, writeModelChunks } from "./protobuf/write-model-chunks.ts";
export { type ChooseSkippedOptions, type ChosenSkips, chooseSkipped } from "./quantize/choose-skipped.ts";
export { type CollectRangesOptions, collectRanges } from "./quantize/collect-ranges.ts";
export type { QuantizationOrigin } from "./quantize/describe-quantization.ts";
export {
  type MeasureSensitivityOptions,
  measureSensitivity,
  type NodeSensitivity,
  runBatches,
} from "./quantize/measure-sensitivity.ts";
export { outputError } from "./quantize/output-error.ts";
export { calibrationValues } from "./quantize/plan-static.ts";
export { quantizableNodes } from "./quantize/quantizable-nodes.ts";
export type { QuantizedType } from "./quantize/quantization-scale.ts";
export { type QuantizeDynamicOptions, quantizeDynamic } from "./quantize/quantize-dynamic.ts";
export { type QuantizeStaticOptions, quantizeStatic } from "./quantize/quantize-static.ts";
export type { ModelOutputs, RunModel, RunProgress } from "./quantize/run-model.ts";
export { type KeptNode, type ToFloat16Options, toFloat16 } from "./quantize/to-float16.ts";
export type { ValueRange, ValueRanges } from "./quantize/value-range.ts";
export type { Dim } from "./shape/dim.ts";
