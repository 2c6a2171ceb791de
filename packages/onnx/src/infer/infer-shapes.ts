import type { Model, ValueInfo } from "../model/model.ts";
import type { Inferred } from "../operators/operator.ts";
import { inferValues } from "./infer-values.ts";
import { mergeTypes } from "./merge-types.ts";

/**
 * A model in whose graph every value has its element type and shape, sides by number or name. Shapes that nodes compute from shapes
 * (Shape, Gather, Concat, Reshape and so on) are followed.
 *
 * Throws `unsupported-onnx`, `unsupported-operator`, `invalid-attribute`, `wrong-operand-type`, `wrong-operand-shape`,
 * `wrong-operand-value`.
 */
export function inferShapes(model: Model): Model {
  const known = inferValues(model);
  const { graph } = model;
  const ends = new Set([...graph.inputs, ...graph.outputs].map(({ name }) => name));
  const named = new Map(graph.values.map((value) => [value.name, value]));
  const values: ValueInfo[] = graph.nodes
    .flatMap((node) => node.outputs)
    .filter((name) => name !== "" && !ends.has(name))
    .map((name) => ({ ...named.get(name), name, type: known.get(name)!.type }));
  const outputs = graph.outputs.map((output) => ({ ...output, type: refined(output, known) }));
  return { ...model, graph: { ...graph, values, outputs } };
}

/** The names that a file gives to its outputs' sides are kept. */
function refined({ name, type }: ValueInfo, known: ReadonlyMap<string, Inferred>) {
  const found = known.get(name)?.type;
  return found?.dtype === type.dtype ? mergeTypes(type, found) : type;
}
