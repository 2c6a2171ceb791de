import { isTinyCatsError } from "@tiny-cats/schema/errors";
import { opsetOf } from "../infer/find-operator.ts";
import { inferNode, inferTensor } from "../infer/infer-values.ts";
import { DTYPES } from "../model/dtype.ts";
import type { Model, Node, ValueType } from "../model/model.ts";
import type { Inferred } from "../operators/operator.ts";
import { canBeSide, formatShape, mayEqual } from "../shape/dim.ts";
import { elements } from "../shape/elements.ts";

/** Something that is wrong with a graph. `code` is that of the error that using it would throw. */
export interface Fault {
  readonly code: string;
  /** The node's outputs or the value's name. */
  readonly at: string;
  readonly message: string;
}

/**
 * Everything that is wrong with a model, in the graph's order: names given twice, values used before they are made, unknown operators and
 * attributes, types and shapes that don't fit, weights of the wrong size, outputs that nothing makes. What follows from a fault is not
 * reported again.
 */
export function findFaults(model: Model): Fault[] {
  const faults: Fault[] = [];
  const add = (at: string, message: string, code = "invalid-graph") => faults.push({ code, at, message });
  const attempt = (at: string, f: () => void) => {
    try {
      f();
    } catch (error) {
      if (!isTinyCatsError(error)) throw error;
      add(at, error.message, error.code);
    }
  };
  const { graph } = model;
  let opset = 0;
  attempt("opset", () => {
    opset = opsetOf(model);
  });
  if (faults.length > 0) return faults;

  const known = new Map<string, Inferred | null>();
  for (const [name, tensor] of graph.initializers) {
    const { dtype, shape, bytes } = tensor;
    const isWhole = shape.every(canBeSide) && bytes.length === elements(shape) * DTYPES[dtype].bytes;
    if (!isWhole) add(name, `weight ${name} of ${dtype} [${shape}] has ${bytes.length} bytes`);
    known.set(name, isWhole ? inferTensor(tensor) : null);
  }
  for (const name of repeated(graph.inputs.map((input) => input.name))) add(name, `two inputs are called ${name}`);
  for (const { name, type } of graph.inputs) {
    const weight = graph.initializers.get(name);
    if (weight && !fits(weight, type)) add(name, `input ${name} and the weight of its name differ`);
    const isShaped = !type.shape || type.shape.every(canBeSide);
    if (!isShaped) add(name, `input ${name} can't be ${formatShape(type.shape)}`);
    known.set(name, isShaped ? { type } : null);
  }
  if (known.has("")) add("", "an input or weight has no name");
  for (const node of graph.nodes) visit(node);
  for (const name of repeated(graph.outputs.map((output) => output.name))) add(name, `two outputs are called ${name}`);
  if (graph.outputs.length === 0) add(graph.name, "the graph has no output");
  for (const { name, type } of [...graph.outputs, ...graph.values]) {
    const found = known.get(name);
    if (found === undefined) add(name, `nothing makes ${name}`);
    else if (found && !fits(found.type, type)) {
      const says = `${type.dtype} ${formatShape(type.shape)}`;
      add(name, `${name} is declared ${says} and is ${found.type.dtype} ${formatShape(found.type.shape)}`);
    }
  }
  return faults;

  function visit(node: Node): void {
    const at = node.outputs.join(", ");
    const missing = node.inputs.filter((name) => name !== "" && !known.has(name));
    for (const name of missing) add(at, `${node.op} -> ${at} uses ${name} before it is made`);
    for (const name of node.outputs)
      if (name !== "" && known.has(name)) add(at, `${node.op} makes ${name}, which there is already`);
    // Where an input is already at fault, so would be everything behind it.
    const follows = missing.length > 0 || node.inputs.some((name) => known.get(name) === null);
    for (const name of node.outputs) if (name !== "") known.set(name, known.get(name) ?? null);
    if (follows) return;
    attempt(at, () => {
      inferNode(node, opset, known as Map<string, Inferred>).forEach((inferred, i) => {
        if (node.outputs[i]) known.set(node.outputs[i], inferred);
      });
    });
  }
}

function fits(a: ValueType, b: ValueType): boolean {
  if (a.dtype !== b.dtype) return false;
  if (!a.shape || !b.shape) return true;
  return a.shape.length === b.shape.length && a.shape.every((side, axis) => mayEqual(side, b.shape![axis]));
}

function repeated(names: readonly string[]): Set<string> {
  const seen = new Set<string>();
  return new Set(names.filter((name) => seen.size === seen.add(name).size));
}
