import type { GraphBuilder } from "../build/build-graph.ts";
import type { Value } from "../build/value.ts";
import type { Node } from "../model/model.ts";
import type { NodeAttributes } from "../operators/operator.ts";
import type { Dim } from "../shape/dim.ts";

/** What a rule sees of one application of an operator, while the graph of its gradients is built. */
export interface GradientContext {
  readonly g: GraphBuilder;
  /** The node, for messages; its operands are to be had from `input`. */
  readonly node: Node;
  readonly attributes: NodeAttributes;
  /** Operands the node has; those left out at the end don't count. */
  readonly inputCount: number;
  readonly outputCount: number;
  /**
   * An operand, to compute with. Under checkpointing this may compute it anew: a rule asks only for what it needs, and takes types and shapes
   * from `type`.
   */
  input(index: number): Value;
  /** Whether the operand is there; optional ones may be left out. */
  hasInput(index: number): boolean;
  /** An output, as `input`; one that the node did not give until now is added to it. */
  output(index: number): Value;
  /** Type and shape of an operand, at no cost. */
  inputType(index: number): Pick<Value, "dtype" | "shape">;
  outputType(index: number): Pick<Value, "dtype" | "shape">;
  /** An operand's elements where they are known before anything runs, as axes and sizes are. */
  content(index: number): readonly Dim[] | undefined;
  /** The gradient of the loss by an output; undefined where the loss does not depend on it. */
  gradient(output: number): Value | undefined;
  /** Whether the gradient by an operand is asked for. */
  wants(index: number): boolean;
}

/** The gradients of the loss by each operand, from those by the outputs; undefined where none is wanted or there is none. */
export type GradientRule = (context: GradientContext) => readonly (Value | undefined)[];
