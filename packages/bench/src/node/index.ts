export type { Shapes } from "../inputs/input-spec.ts";
export { benchmarkClassifier, type ClassifierBenchmarkOptions } from "./benchmark-classifier.ts";
export { benchmarkGenerator, type GeneratorBenchmarkOptions } from "./benchmark-generator.ts";
export { benchmarkModel, type ModelBenchmarkOptions } from "./benchmark-model.ts";
export type { NodeBenchmarkOptions } from "./measure-in-process.ts";
