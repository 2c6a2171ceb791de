import type { DType } from "../model/dtype.ts";
import type { Attribute, Node, ValueType } from "../model/model.ts";
import type { Tensor } from "../model/tensor.ts";
import type { Dim } from "../shape/dim.ts";
import type { NumericTensor } from "./numeric-tensor.ts";

/** One input or output of an operator. */
export interface Operand {
  readonly name: string;
  /** A key of the operator's `types`, or an element type itself. */
  readonly type: string;
  readonly optional?: boolean;
  /** Stands for any number of operands; only the last can. */
  readonly variadic?: boolean;
  /** The first opset that has it. */
  readonly since?: number;
}

/** An attribute that an operator knows. */
export interface AttributeSpec {
  readonly type: Attribute["type"];
  readonly default?: number | string | readonly number[];
  readonly required?: boolean;
  /** The only values it can have. */
  readonly values?: readonly (number | string)[];
  /** The opsets that have it, from the first to the last. */
  readonly since?: number;
  readonly until?: number;
}

/** A node's attributes with defaults filled in. */
export interface NodeAttributes {
  has(name: string): boolean;
  int(name: string): number;
  float(name: string): number;
  text(name: string): string;
  ints(name: string): readonly number[];
  floats(name: string): readonly number[];
  tensor(name: string): Tensor;
}

/** What an operator's rules see of a node. */
export interface RuleContext {
  readonly node: Node;
  readonly opset: number;
  readonly attributes: NodeAttributes;
  /** Element types of the inputs; undefined where one is left out. */
  readonly dtypes: readonly (DType | undefined)[];
  /** Shapes of the inputs; undefined where one is left out. */
  readonly shapes: readonly (readonly Dim[] | undefined)[];
  /** An input's elements where they are known before anything runs, as those of shapes are. */
  content(input: number): readonly Dim[] | undefined;
}

/** What a kernel sees: rules' context with values, and the outputs it has to fill. */
export interface KernelContext extends RuleContext {
  readonly inputs: readonly (NumericTensor | undefined)[];
  readonly results: readonly { readonly dtype: DType; readonly shape: readonly number[] }[];
}

/**
 * An operator of ONNX: what it takes, the shapes and types it gives, and how it is computed in float64.
 *
 * One shape rule serves building, inference and interpretation. Further rules, such as gradients, can be keyed by `name`.
 */
export interface Operator {
  readonly name: string;
  /** The first opset that has it; 17 unless told. */
  readonly since?: number;
  readonly inputs: readonly Operand[];
  readonly outputs: readonly Operand[];
  /** The element types a type variable may stand for; operands with the same variable have the same. */
  readonly types: Readonly<Record<string, readonly DType[]>>;
  readonly attributes: Readonly<Record<string, AttributeSpec>>;
  /** Element types of outputs where a variable does not say it. */
  readonly dtype?: (context: RuleContext) => DType;
  /** Shapes of the outputs; undefined where not even the rank is known. Throws `wrong-operand-shape`. */
  readonly shape: (context: RuleContext) => readonly (readonly Dim[] | undefined)[];
  /** Values of the outputs, in float64. */
  readonly run: (context: KernelContext) => readonly Float64Array[];
  /** Inputs whose elements are passed on unchanged; makes shapes computable through the operator. */
  readonly moves?: readonly number[] | "all";
  /** An elementwise operator of two whole numbers on sides of shapes. */
  readonly algebra?: (a: Dim, b: Dim) => Dim;
  /** An output's elements where the shapes alone say them. */
  readonly content?: (context: RuleContext) => readonly Dim[] | undefined;
}

/** Types of a node's outputs with what is known of their elements. */
export interface Inferred {
  readonly type: ValueType;
  readonly content?: readonly Dim[];
}
