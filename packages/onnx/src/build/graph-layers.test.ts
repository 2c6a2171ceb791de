import { expect, test } from "vitest";
import { interpret } from "../interpret/interpret.ts";
import { buildGraph } from "./build-graph.ts";

test("a layer at opset 17 is the one at opset 20", () => {
  const run = (opset: number, approximate: "none" | "tanh") => {
    const g = buildGraph("gelu", { opset });
    g.output("y", g.gelu(g.input("x", "float64", [5]), approximate));
    return [...interpret(g.finish(), { x: { shape: [5], data: [-3, -0.5, 0, 0.5, 3] } }).y.data];
  };
  for (const kind of ["none", "tanh"] as const) {
    expect(run(17, kind)).not.toEqual(run(17, kind === "none" ? "tanh" : "none"));
    run(20, kind).forEach((value, i) => {
      expect(run(17, kind)[i]).toBeCloseTo(value, 14);
    });
  }
});

test("other layers compute what they are called", () => {
  const g = buildGraph("layers", { opset: 18 });
  const x = g.input("x", "float64", [1, 1, 4]);
  const one = g.constant("float64", [1], [1]);
  const outputs = {
    relu6: g.relu6(g.mul(x, 3)),
    average: g.averagePool(x, 2),
    global: g.globalAveragePool(x),
    norm: g.batchNorm(x, { weight: one, bias: one, mean: one, variance: one }, 0),
    largest: g.reduceMax(x, [-1]),
    total: g.reduceSum(x, [2], true),
    tail: g.slice(x, 2, 2),
    root: g.sqrt(g.pow(x, 2)),
    waves: g.add(g.pow(g.sin(x), 2), g.pow(g.cos(x), 2)),
    grown: g.exp(g.sub(x, x)),
  };
  for (const [name, value] of Object.entries(outputs)) g.output(name, value);
  const found = interpret(g.finish(), { x: { shape: [1, 1, 4], data: [0, 1, 2, 3] } });
  expect(
    Object.fromEntries(
      Object.entries(found).map(([name, { data }]) => [name, [...data].map((v) => Math.round(v * 1e9) / 1e9)]),
    ),
  ).toEqual({
    relu6: [0, 3, 6, 6],
    average: [0.5, 2.5],
    global: [1.5],
    norm: [0, 1, 2, 3],
    largest: [3],
    total: [6],
    tail: [2, 3],
    root: [0, 1, 2, 3],
    waves: [1, 1, 1, 1],
    grown: [1, 1, 1, 1],
  });
});
