import type { GraphBuilder } from "../build/build-graph.ts";
import type { Value } from "../build/value.ts";
import { elements } from "../shape/elements.ts";
import { choices } from "./choices.ts";

type Choices = ReturnType<typeof choices>;
type Shape = readonly number[];

/** One node over inputs of random shapes, with random attributes. */
export interface RandomNode {
  readonly op: string;
  readonly opset: number;
  readonly shapes: readonly Shape[];
  readonly make: (g: GraphBuilder, inputs: readonly Value[]) => Value;
  /** Whether the numbers of the inputs are positive, as logarithms need. */
  readonly isPositive?: boolean;
  /** Inputs whose sides keep their numbers where the others get names, and all of them. */
  readonly isFixed?: boolean;
}

/** A node by decisions read from a tape; sides are 1 to 3, so that finite differences of every element are cheap. */
export function randomNode(tape: readonly number[]): RandomNode {
  const choose = choices(tape);
  const opset = choose.pick([17, 18, 20]);
  return { opset, ...choose.pick(MAKERS)(choose, opset) };
}

const side = (choose: Choices) => 1 + choose.below(3);
const shapeOf = (choose: Choices, least = 0, most = 3): Shape =>
  Array.from({ length: least + choose.below(most - least + 1) }, () => side(choose));
const int64 = (g: GraphBuilder, values: readonly number[]) => g.constant("int64", [values.length], values);

/** Shapes that broadcast to one another: axes left out in front, or of side 1. */
function stretched(choose: Choices, count: number, whole: Shape): Shape[] {
  return Array.from({ length: count }, () =>
    whole.slice(choose.below(whole.length + 1)).map((wanted) => (choose.below(3) === 0 ? 1 : wanted)),
  );
}

type Maker = (choose: Choices, opset: number) => Omit<RandomNode, "opset">;

const unary = (op: string, attributes = {}, isPositive = false): Maker => {
  return (choose) => ({ op, isPositive, shapes: [shapeOf(choose)], make: (g, [x]) => g.op(op, [x], attributes) });
};

const elementwise = (op: string, count = 2): Maker => {
  return (choose) => ({
    op,
    isPositive: op === "Pow" || op === "Div" || op === "Mod",
    shapes: stretched(choose, count, shapeOf(choose)),
    // The rest of floating point numbers is of C's kind alone.
    make: (g, inputs) => g.op(op, inputs, op === "Mod" ? { fmod: 1 } : {}),
  });
};

const reduction = (op: string): Maker => {
  return (choose, opset) => {
    const shape = shapeOf(choose, 1);
    const axes = shape.flatMap((_, axis) => (choose.below(2) ? [choose.below(2) ? axis : axis - shape.length] : []));
    const keepdims = choose.below(2);
    const asInput = op === "ReduceSum" || opset >= 18;
    const make = (g: GraphBuilder, [x]: readonly Value[]) => {
      if (axes.length === 0) return g.op(op, [x], { keepdims });
      return asInput ? g.op(op, [x, int64(g, axes)], { keepdims }) : g.op(op, [x], { axes, keepdims });
    };
    return { op, shapes: [shape], make };
  };
};

/** A permutation of so many. */
function order(choose: Choices, count: number): number[] {
  const left = Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: count }, () => left.splice(choose.below(left.length), 1)[0]);
}

const matmul: Maker = (choose) => {
  const [rows, inner, columns] = [side(choose), side(choose), side(choose)];
  const [left, right] = stretched(choose, 2, shapeOf(choose, 0, 2));
  const a = choose.below(4) === 0 ? [inner] : [...left, rows, inner];
  const b = choose.below(4) === 0 ? [inner] : [...right, inner, columns];
  return { op: "MatMul", shapes: [a, b], make: (g, [x, y]) => g.matmul(x, y) };
};

const gemm: Maker = (choose) => {
  const [rows, inner, columns] = [side(choose), side(choose), side(choose)];
  const [transA, transB] = [choose.below(2), choose.below(2)];
  const a = transA ? [inner, rows] : [rows, inner];
  const b = transB ? [columns, inner] : [inner, columns];
  const c = choose.below(2) ? stretched(choose, 1, [rows, columns]) : [];
  const attributes = { transA, transB, alpha: choose.pick([1, 0.5]), beta: choose.pick([1, 2]) };
  return { op: "Gemm", shapes: [a, b, ...c], make: (g, inputs) => g.op("Gemm", inputs, attributes) };
};

const gather: Maker = (choose) => {
  const shape = shapeOf(choose, 1);
  const axis = choose.below(shape.length);
  const indexShape = shapeOf(choose, 0, 2);
  const indices = Array.from({ length: elements(indexShape) }, () => choose.below(2 * shape[axis]) - shape[axis]);
  const make = (g: GraphBuilder, [x]: readonly Value[]) => g.gather(x, g.constant("int64", indexShape, indices), axis);
  return { op: "Gather", shapes: [shape], make };
};

const gatherElements: Maker = (choose) => {
  const shape = shapeOf(choose, 1);
  const axis = choose.below(shape.length);
  const indexShape = shape.map((most, i) => (i === axis ? side(choose) : 1 + choose.below(most)));
  const indices = Array.from({ length: elements(indexShape) }, () => choose.below(2 * shape[axis]) - shape[axis]);
  const index = (g: GraphBuilder) => g.constant("int64", indexShape, indices);
  if (choose.below(2)) {
    const make = (g: GraphBuilder, [x]: readonly Value[]) => g.op("GatherElements", [x, index(g)], { axis });
    return { op: "GatherElements", shapes: [shape], make };
  }
  const make = (g: GraphBuilder, [x, put]: readonly Value[]) =>
    g.op("ScatterElements", [x, index(g), put], { axis, reduction: "add" });
  return { op: "ScatterElements", shapes: [shape, indexShape], make, isFixed: true };
};

const slice: Maker = (choose) => {
  const shape = shapeOf(choose, 1).map((short) => short + choose.below(4));
  const axes = shape.flatMap((_, axis) => (choose.below(2) ? [axis] : []));
  const steps = axes.map(() => choose.pick([1, 1, 2, 3, -1, -2]));
  const [starts, ends] = [0, 1].map(() => axes.map((axis) => choose.below(2 * shape[axis] + 3) - shape[axis] - 1));
  const make = (g: GraphBuilder, [x]: readonly Value[]) =>
    g.op("Slice", [x, int64(g, starts), int64(g, ends), int64(g, axes), int64(g, steps)]);
  return { op: "Slice", shapes: [shape], make, isFixed: true };
};

const pad: Maker = (choose) => {
  const shape = shapeOf(choose, 1);
  const before = shape.map((whole) => choose.below(3) - (whole > 1 ? 1 : 0));
  const after = shape.map(() => choose.below(2));
  const make = (g: GraphBuilder, [x, filled]: readonly Value[]) =>
    g.op("Pad", [x, int64(g, [...before, ...after]), filled]);
  return { op: "Pad", shapes: [shape, []], make };
};

const tile: Maker = (choose) => {
  const shape = shapeOf(choose, 1);
  const repeats = shape.map(() => side(choose));
  return { op: "Tile", shapes: [shape], make: (g, [x]) => g.op("Tile", [x, int64(g, repeats)]) };
};

const expand: Maker = (choose) => {
  const whole = shapeOf(choose, 1);
  const shapes = stretched(choose, 1, whole);
  return { op: "Expand", shapes, isFixed: true, make: (g, [x]) => g.op("Expand", [x, int64(g, whole)]) };
};

const moved: Maker = (choose) => {
  const shape = shapeOf(choose, 2);
  const [axis, last] = [choose.below(shape.length), shape.length - 1];
  const perm = order(choose, shape.length);
  const part = choose.below(2);
  const parts = shape.map((whole, i) => (i === axis ? side(choose) : whole));
  return choose.pick<Omit<RandomNode, "opset">>([
    { op: "Transpose", shapes: [shape], make: (g, [x]) => g.transpose(x, perm) },
    { op: "Concat", shapes: [shape, parts, shape], make: (g, inputs) => g.concat(inputs, axis) },
    {
      op: "Split",
      shapes: [shape.with(axis, 3)],
      isFixed: true,
      make: (g, [x]) => g.split(x, [1, 2], axis)[part],
    },
    { op: "Trilu", shapes: [shape], make: (g, [x]) => g.op("Trilu", [x, undefined], { upper: shape[0] % 2 }) },
    { op: "CumSum", shapes: [shape], make: (g, [x]) => g.op("CumSum", [x, g.constant("int64", [], [axis])]) },
    { op: "Softmax", shapes: [shape], make: (g, [x]) => g.softmax(x, axis) },
    { op: "LogSoftmax", shapes: [shape], make: (g, [x]) => g.op("LogSoftmax", [x], { axis: axis - last - 1 }) },
    { op: "Flatten", shapes: [shape], make: (g, [x]) => g.op("Flatten", [x], { axis }) },
    { op: "Unsqueeze", shapes: [shape], make: (g, [x]) => g.unsqueeze(x, [axis, -1]) },
    { op: "Reshape", shapes: [shape], make: (g, [x]) => g.reshape(x, [-1]) },
  ]);
};

const MAKERS: readonly Maker[] = [
  ..."Neg Abs Relu LeakyRelu Sigmoid Tanh Erf Softplus Exp Sin Cos HardSwish HardSigmoid"
    .split(" ")
    .map((op) => unary(op)),
  ..."Sqrt Log Reciprocal".split(" ").map((op) => unary(op, {}, true)),
  ..."Add Sub Mul Div Pow Min Max Sum Mod".split(" ").map((op) => elementwise(op, 2)),
  ..."Min Max Sum".split(" ").map((op) => elementwise(op, 3)),
  ..."Sum Mean Max Min Prod SumSquare L2".split(" ").map((op) => reduction(`Reduce${op}`)),
  ...[matmul, matmul, gemm, gemm, gather, gather, gatherElements, slice, slice, slice, pad, tile, expand],
  ...[moved, moved, moved, moved],
];
