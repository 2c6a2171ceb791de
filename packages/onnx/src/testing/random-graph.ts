import { buildGraph, type GraphBuilder } from "../build/build-graph.ts";
import type { Value } from "../build/value.ts";
import { makeTensor } from "../model/make-tensor.ts";
import type { Model } from "../model/model.ts";
import { choices } from "./choices.ts";

/** Sides of the graph's one input: "n" stands for `batch`. */
export const BATCH = 2;

type Choices = ReturnType<typeof choices>;

/** A model of 3 to 14 random nodes over `x` [n, 3, 4, 6], with its weights' values between -1 and 1; every value keeps modest size. */
export function randomGraph(tape: readonly number[], opset: number): Model {
  const choose = choices(tape);
  const g = buildGraph("random", { opset });
  const pool: Value[] = [g.input("x", "float32", ["n", 3, 4, 6])];
  const count = 3 + choose.below(12);
  for (let i = 0; i < count; i++) {
    const x = choose.pick(pool);
    pool.push(...choose.pick(STEPS)(g, x, choose, pool));
  }
  const [last, other] = [pool.at(-1)!, choose.pick(pool.slice(1))];
  g.output("last", last);
  g.output("other", other);
  return g.finish({ metadata: { tape: "seeded" } });
}

function weight(g: GraphBuilder, shape: readonly number[], choose: Choices): Value {
  const size = shape.reduce((product, side) => product * side, 1);
  const phase = choose.below(1000);
  const values = Float64Array.from({ length: size }, (_, i) => Math.sin(i * 2.3 + phase));
  return g.weight(`w${choose.serial()}`, makeTensor("float32", shape, values));
}

/** Named sides stay where they are: only axes of known side are worked on. */
const lastSide = (x: Value) => (typeof x.shape.at(-1) === "number" ? (x.shape.at(-1) as number) : undefined);

type Step = (g: GraphBuilder, x: Value, choose: Choices, pool: readonly Value[]) => Value[];

const STEPS: readonly Step[] = [
  (g, x, choose) => [
    choose.pick([g.tanh, g.sigmoid, g.relu, g.sin, g.cos, g.silu, g.hardSwish, g.hardSigmoid, g.relu6])(g.tanh(x)),
  ],
  (g, x, choose) => [g.gelu(g.tanh(x), g.opset >= 20 && choose.below(2) ? "tanh" : "none")],
  (g, x, choose) => [choose.pick([g.add, g.mul, g.sub, g.min, g.max])(x, choose.below(5) - 2)],
  (g, x) => [g.div(x, g.add(g.op("Abs", [x]), 1))],
  (g, x, choose, pool) => {
    const same = pool.filter((other) => String(other.shape) === String(x.shape));
    return [choose.pick([g.add, g.sub, g.mul, g.min, g.max])(g.tanh(x), g.tanh(choose.pick(same)))];
  },
  (g, x, choose) => {
    const side = lastSide(x);
    return side ? [choose.pick([g.add, g.mul])(x, weight(g, choose.below(2) ? [side] : [1, side], choose))] : [];
  },
  (g, x, choose) => {
    const side = lastSide(x);
    const out = 1 + choose.below(4);
    if (!side || side > 64) return [];
    return [
      g.linear(g.tanh(x), weight(g, [out, side], choose), choose.below(2) ? weight(g, [out], choose) : undefined),
    ];
  },
  (g, x, choose) => {
    const side = lastSide(x);
    return side && x.shape.length > 1
      ? [g.layerNorm(x, weight(g, [side], choose), weight(g, [side], choose), 1e-3)]
      : [];
  },
  (g, x, choose) => (x.shape.length > 1 ? [g.softmax(x, choose.below(2) ? -1 : x.shape.length - 1)] : []),
  (g, x, choose) => {
    if (x.shape.length !== 4 || typeof x.shape[1] !== "number" || Math.min(...spatial(x)) < 3) return [];
    const depthwise = choose.below(2) === 1;
    const channels = x.shape[1];
    const out = depthwise ? channels : 1 + choose.below(4);
    const w = weight(g, [out, depthwise ? 1 : channels, 3, 2], choose);
    const options = { stride: 1 + choose.below(2), padding: choose.below(2), groups: depthwise ? channels : 1 };
    return [g.conv(g.tanh(x), w, choose.below(2) ? weight(g, [out], choose) : undefined, options)];
  },
  (g, x, choose) => {
    if (x.shape.length !== 4 || Math.min(...spatial(x)) < 2) return [];
    return [
      choose.pick([g.maxPool, g.averagePool])(x, 2, { stride: 1 + choose.below(2), ceil: choose.below(2) === 1 }),
    ];
  },
  (g, x) => (x.shape.length === 4 && Math.min(...spatial(x)) > 0 ? [g.globalAveragePool(x)] : []),
  (g, x) => (x.shape.length > 1 ? [g.flatten(x)] : []),
  (g, x, choose) => {
    const order = x.shape.map((_, axis) => axis);
    const turn = choose.below(Math.max(1, order.length - 1));
    return x.shape.length > 2 ? [g.transpose(x, [0, ...order.slice(1 + turn), ...order.slice(1, 1 + turn)])] : [];
  },
  (g, x, choose) => {
    const side = lastSide(x);
    if (!side || side < 2) return [];
    const first = 1 + choose.below(side - 1);
    return g.split(x, [first, side - first], x.shape.length - 1);
  },
  (g, x, choose) => {
    const side = lastSide(x);
    if (!side || side < 2) return [];
    return [
      choose.below(2)
        ? g.slice(x, -1, side, -side - 1, -1)
        : g.slice(x, -1, choose.below(side), side, 1 + choose.below(2)),
    ];
  },
  (g, x, choose) =>
    x.shape.length > 1
      ? [choose.pick([g.reduceMean, g.reduceSum, g.reduceMax])(g.tanh(x), [-1], choose.below(2) === 1)]
      : [],
  (g, x) => (x.shape.length > 1 ? [g.concat([x, g.relu(x)], -1)] : []),
  (g, x, choose) => {
    const side = lastSide(x);
    return side ? [g.gather(x, g.constant("int64", [3], [0, -1, choose.below(side)]), -1)] : [];
  },
  (g, x) => {
    // A shape computed from shapes, as exporters write it.
    const batch = g.op("Gather", [g.shape(x), g.constant("int64", [1], [0])], { axis: 0 });
    return [g.reshape(x, g.concat([batch, g.constant("int64", [1], [-1])], 0))];
  },
  (g, x) => [g.squeeze(g.unsqueeze(x, [1]), [1])],
];

function spatial(x: Value): number[] {
  return x.shape.slice(2).map((side) => (typeof side === "number" ? side : 0));
}
