import type { Dim } from "../shape/dim.ts";
import type { DType } from "./dtype.ts";
import type { Tensor } from "./tensor.ts";

/** Element type and shape of a value; without `shape` not even its rank is known. */
export interface ValueType {
  readonly dtype: DType;
  readonly shape?: readonly Dim[];
}

/** What every message of a file may carry along. */
export interface Carried {
  readonly doc?: string;
  /** Protobuf fields that this package does not read, encoded as they stood; written back at the end of their message. */
  readonly unknown?: Uint8Array;
}

/** A named value of a graph. */
export interface ValueInfo extends Carried {
  readonly name: string;
  readonly type: ValueType;
}

/** An operator's attribute. Whole numbers lie within 2^53. */
export type Attribute =
  | { readonly type: "float"; readonly value: number }
  | { readonly type: "int"; readonly value: number }
  | { readonly type: "string"; readonly value: string }
  | { readonly type: "tensor"; readonly value: Tensor }
  | { readonly type: "floats"; readonly value: readonly number[] }
  | { readonly type: "ints"; readonly value: readonly number[] }
  | { readonly type: "strings"; readonly value: readonly string[] };

/** One application of an operator. An input that is left out is the empty name. */
export interface Node extends Carried {
  readonly op: string;
  /** "" for the operators of ONNX itself. */
  readonly domain: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, Attribute>;
}

/** Nodes in an order in which they can run. */
export interface Graph extends Carried {
  readonly name: string;
  readonly nodes: readonly Node[];
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
  /** What is known of values in between; `inferShapes` fills it. */
  readonly values: readonly ValueInfo[];
  readonly initializers: ReadonlyMap<string, Tensor>;
}

/** An ONNX model as a plain value: ModelProto without its history. */
export interface Model extends Carried {
  readonly irVersion: number;
  /** Operator set version by domain; "" is ONNX itself. */
  readonly opsets: ReadonlyMap<string, number>;
  readonly producer: { readonly name: string; readonly version: string };
  readonly domain: string;
  readonly modelVersion: number;
  readonly metadata: ReadonlyMap<string, string>;
  readonly graph: Graph;
}
