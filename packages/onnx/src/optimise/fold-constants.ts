import { opsetOf } from "../infer/find-operator.ts";
import { inferValues } from "../infer/infer-values.ts";
import { MOST_ELEMENTS, runNode } from "../interpret/run-node.ts";
import { DTYPES, INTEGERS } from "../model/dtype.ts";
import { fitsType } from "../model/fits-type.ts";
import { makeTensor } from "../model/make-tensor.ts";
import type { Model, Node } from "../model/model.ts";
import type { Tensor } from "../model/tensor.ts";
import { knownNumbers } from "../operators/content.ts";
import { numericOf } from "../operators/numeric-tensor.ts";
import type { Inferred } from "../operators/operator.ts";
import { elements } from "../shape/elements.ts";
import { removeUnused } from "./remove-unused.ts";
import { withGraph } from "./with-graph.ts";

/** Folding these would undo what quantization saved. */
const KEPT = new Set(["DequantizeLinear"]);

/**
 * Replaces nodes whose outputs follow from weights or from known shapes by weights, computed in float64 and rounded once to their type;
 * then removes what nobody uses any more. Throws as `inferShapes` does.
 */
export function foldConstants(
  model: Model,
  {
    maxBytes = 2 ** 16,
    signal,
  }: {
    /** A result over this size is kept as a node, unless it is no larger than what it is made of. */
    maxBytes?: number;
    signal?: AbortSignal;
  } = {},
): Model {
  const opset = opsetOf(model);
  const known = inferValues(model);
  const fed = new Set(model.graph.inputs.map(({ name }) => name));
  const ends = new Set(model.graph.outputs.map(({ name }) => name));
  const weights = new Map(model.graph.initializers);
  const constant = (name: string) => name === "" || (weights.has(name) && !fed.has(name));

  function fold(node: Node): readonly Tensor[] | undefined {
    if (KEPT.has(node.op) || node.outputs.some((name) => name === "" || ends.has(name))) return undefined;
    const types = node.outputs.map((name) => known.get(name)!);
    const sizes = types.map(bytesOf);
    if (sizes.some((size) => size === undefined)) return undefined;
    const told = types.map(({ content }) => knownNumbers(content));
    const fit = told.every((numbers, i) => numbers?.every((value) => fitsType(value, types[i].type.dtype)));
    if (fit) {
      return types.map(({ type }, i) => makeTensor(type.dtype, type.shape as number[], told[i]!));
    }
    const total = (sizes as number[]).reduce((sum, size) => sum + size, 0);
    const own = node.inputs.reduce((sum, name) => sum + (weights.get(name)?.bytes.length ?? 0), 0);
    const isConstant = node.op === "Constant";
    if (!node.inputs.every(constant) || (!isConstant && total > Math.max(maxBytes, own))) return undefined;
    const value = node.attributes.get("value");
    if (isConstant && value?.type === "tensor") return [value.value];
    const inputs = node.inputs.map((name) => {
      const tensor = weights.get(name);
      return tensor && numericOf(tensor);
    });
    const results = runNode(node, opset, inputs, MOST_ELEMENTS);
    // Whole numbers that float64 can't hold are left to the runtime.
    const isExact = results.every(
      ({ dtype, data }) =>
        !INTEGERS.includes(dtype) || data.every((value) => Number.isSafeInteger(value) && fitsType(value, dtype)),
    );
    return isExact ? results.map(({ dtype, shape, data }) => makeTensor(dtype, shape, data)) : undefined;
  }

  const nodes = model.graph.nodes.filter((node) => {
    signal?.throwIfAborted();
    const tensors = fold(node);
    tensors?.forEach((tensor, i) => {
      weights.set(node.outputs[i], tensor);
    });
    return !tensors;
  });
  return removeUnused(withGraph(model, { nodes, initializers: weights }));
}

function bytesOf({ type: { dtype, shape } }: Inferred): number | undefined {
  return shape?.every((side) => typeof side === "number")
    ? elements(shape as number[]) * DTYPES[dtype].bytes
    : undefined;
}
