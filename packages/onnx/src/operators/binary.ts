import { ALL, type DType, FLOATS, INTEGERS, NUMBERS } from "../model/dtype.ts";
import { broadcastShapes } from "../shape/broadcast-shapes.ts";
import { addDims, type Dim, divideDims, floorDim, multiplyDims } from "../shape/dim.ts";
import { defineOperator } from "./define-operator.ts";
import { expandTo } from "./expand-to.ts";
import type { NodeAttributes, Operator, RuleContext } from "./operator.ts";
import { wrongShape } from "./refuse.ts";

type Binary = (a: number, b: number) => number;

function broadcast(context: RuleContext): [Dim[] | undefined] {
  const shapes = context.shapes.filter((shape) => shape !== undefined);
  const result = broadcastShapes(shapes);
  if (!result) throw wrongShape(context, "the shapes do not broadcast");
  return [result];
}

interface BinaryOptions extends Partial<Pick<Operator, "algebra" | "attributes">> {
  readonly types?: readonly DType[];
  readonly result?: "T" | "bool";
}

function binary(
  name: string,
  make: (dtype: DType, attributes: NodeAttributes) => Binary,
  { types = NUMBERS, result = "T", ...rest }: BinaryOptions = {},
): Operator {
  return defineOperator(name, {
    signature: `A:T B:T -> C:${result}`,
    types: { T: types },
    ...rest,
    shape: broadcast,
    run: ({ attributes, inputs, results: [{ shape }] }) => {
      const f = make(inputs[0]!.dtype, attributes);
      const a = expandTo(inputs[0]!, shape);
      const b = expandTo(inputs[1]!, shape);
      const out = new Float64Array(a.length);
      for (let i = 0; i < out.length; i++) out[i] = f(a[i], b[i]);
      return [out];
    },
  });
}

function compare(name: string, f: (a: number, b: number) => boolean, options: BinaryOptions = {}): Operator {
  return binary(name, () => (a, b) => (f(a, b) ? 1 : 0), { ...options, result: "bool" });
}

/** Min, Max and Sum take any number of operands. */
function variadic(name: string, f: Binary, types: readonly DType[]): Operator {
  return defineOperator(name, {
    signature: "data*:T -> result:T",
    types: { T: types },
    shape: broadcast,
    run: ({ inputs, results: [{ shape }] }) => {
      const [first, ...others] = inputs.map((input) => expandTo(input!, shape));
      const out = Float64Array.from(first);
      for (const other of others) for (let i = 0; i < out.length; i++) out[i] = f(out[i], other[i]);
      return [out];
    },
  });
}

const isWhole = (dtype: DType) => INTEGERS.includes(dtype);
const floorMod: Binary = (a, b) => a - b * Math.floor(a / b);

/** Sides are never negative, so one that has only a name differs from every negative number. */
function equalDims(a: Dim, b: Dim): Dim {
  if (typeof a === "number" && typeof b === "number") return a === b ? 1 : 0;
  if (a !== null && a === b) return 1;
  return (typeof a === "number" && a < 0 && b !== null) || (typeof b === "number" && b < 0 && a !== null) ? 0 : null;
}

function quotient(a: Dim, b: Dim): Dim {
  if (typeof b === "number" && b > 0) return floorDim(a, b);
  return divideDims(a, b) ?? null;
}

/** Operators of operands that broadcast to one another. */
export const BINARY: readonly Operator[] = [
  binary("Add", () => (a, b) => a + b, { algebra: addDims }),
  binary("Sub", () => (a, b) => a - b, {
    algebra: (a, b) => (a !== null && a === b ? 0 : typeof b === "number" ? addDims(a, -b) : null),
  }),
  binary("Mul", () => (a, b) => a * b, { algebra: (a, b) => multiplyDims([a, b]) }),
  binary("Div", (dtype) => (isWhole(dtype) ? (a, b) => Math.trunc(a / b) : (a, b) => a / b), { algebra: quotient }),
  binary("Mod", (dtype, a) => (a.int("fmod") || !isWhole(dtype) ? (x, y) => x % y : floorMod), {
    attributes: { fmod: { type: "int", default: 0 } },
  }),
  defineOperator("Pow", {
    signature: "X:T Y:U -> Z:T",
    types: { T: [...FLOATS, "int32", "int64"], U: NUMBERS },
    shape: broadcast,
    run: ({ inputs, results: [{ shape }] }) => {
      const base = expandTo(inputs[0]!, shape);
      const exponent = expandTo(inputs[1]!, shape);
      return [base.map((x, i) => (exponent[i] === 2 ? x * x : x ** exponent[i]))];
    },
  }),
  compare("Equal", (a, b) => a === b, { types: ALL, algebra: equalDims }),
  compare("Less", (a, b) => a < b),
  compare("LessOrEqual", (a, b) => a <= b),
  compare("Greater", (a, b) => a > b),
  compare("GreaterOrEqual", (a, b) => a >= b),
  compare("And", (a, b) => a !== 0 && b !== 0, { types: ["bool"] }),
  compare("Or", (a, b) => a !== 0 || b !== 0, { types: ["bool"] }),
  compare("Xor", (a, b) => (a !== 0) !== (b !== 0), { types: ["bool"] }),
  variadic("Min", (a, b) => Math.min(a, b), NUMBERS),
  variadic("Max", (a, b) => Math.max(a, b), NUMBERS),
  variadic("Sum", (a, b) => a + b, FLOATS),
  defineOperator("Where", {
    signature: "condition:bool X:T Y:T -> output:T",
    types: { T: ALL },
    shape: broadcast,
    run: ({ inputs, results: [{ shape }] }) => {
      const [condition, x, y] = inputs.map((input) => expandTo(input!, shape));
      return [x.map((value, i) => (condition[i] ? value : y[i]))];
    },
    moves: [1, 2],
  }),
  defineOperator("Clip", {
    signature: "input:T min?:T max?:T -> output:T",
    types: { T: NUMBERS },
    shape: (context) => {
      if (context.shapes.slice(1).some((shape) => shape?.length)) throw wrongShape(context, "min and max are scalars");
      return [context.shapes[0]];
    },
    run: ({ inputs: [input, min, max] }) => {
      const low = min ? min.data[0] : Number.NEGATIVE_INFINITY;
      const high = max ? max.data[0] : Number.POSITIVE_INFINITY;
      return [input!.data.map((x) => Math.min(Math.max(x, low), high))];
    },
  }),
];
