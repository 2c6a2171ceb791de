import type { TensorSource } from "@tiny-cats/checkpoint";
import type { Tensor } from "@tiny-cats/onnx";

/** Tensors in memory by canonical name, little-endian and in C order, as graphs hold them. */
export type Weights = ReadonlyMap<string, Tensor>;

/** Tensors to be read when they are needed, by name. */
export type NamedSources = ReadonlyMap<string, TensorSource>;
