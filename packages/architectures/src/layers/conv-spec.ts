import type { Value } from "@tiny-cats/onnx";
import type { BatchNorm, TensorSpec, TensorTable } from "../architecture.ts";
import { convNorm } from "./conv-norm.ts";
import type { ModelGraph } from "./model-graph.ts";
import { normTensors } from "./norm-tensors.ts";

/** A convolution without bias and its batch normalisation: what they are called and how they are shaped. */
export interface ConvSpec extends BatchNorm {
  readonly input: number;
  readonly output: number;
  /** Height and width. */
  readonly kernel: readonly [number, number];
  readonly stride?: number;
  /** Half the kernel where it is not told: the picture keeps its size at stride 1. */
  readonly padding?: number | readonly [number, number] | readonly [number, number, number, number];
  readonly groups?: number;
}

/** The tensors of convolutions and their normalisations, and of one linear layer after them. */
export function convNetTensors(
  specs: readonly ConvSpec[],
  linear: readonly { name: string; input: number; output: number }[],
): TensorTable {
  return new Map<string, TensorSpec>([
    ...specs.flatMap(({ conv, norm, input, output, kernel, groups = 1 }): [string, TensorSpec][] => [
      [`${conv}.weight`, { shape: [output, input / groups, ...kernel] }],
      ...normTensors(norm, output),
    ]),
    ...linear.flatMap(({ name, input, output }): [string, TensorSpec][] => [
      [`${name}.weight`, { shape: [output, input] }],
      [`${name}.bias`, { shape: [output] }],
    ]),
  ]);
}

/** Applies a convolution and its normalisation. */
export function applyConv(
  m: ModelGraph,
  spec: ConvSpec,
  x: Value,
  { batch_norm }: { batch_norm: "kept" | "folded" },
): Value {
  const { kernel, stride, groups } = spec;
  const padding = spec.padding ?? ([Math.floor(kernel[0] / 2), Math.floor(kernel[1] / 2)] as const);
  return convNorm(m, spec, x, {
    ...(stride !== undefined && { stride }),
    ...(groups !== undefined && { groups }),
    padding,
    folded: batch_norm === "folded",
  });
}
