import { expect } from "vitest";
import { formula } from "../../../../tooling/golden/fill.ts";
import { buildGraph, type GraphBuilder } from "../build/build-graph.ts";
import type { Value } from "../build/value.ts";
import { type GradientsOptions, gradients } from "../gradient/gradients.ts";
import type { InputValue } from "../interpret/bind-inputs.ts";
import { interpret } from "../interpret/interpret.ts";
import { elements } from "../shape/elements.ts";

/** A computation to differentiate: `make` applies it to inputs of these shapes. */
export interface GradientCase {
  readonly shapes: readonly (readonly number[])[];
  readonly make: (g: GraphBuilder, inputs: readonly Value[]) => Value;
  /** The value of element `i` of an input; between -1 and 1 by a formula unless told. Kinks must lie further away than the step. */
  readonly fill?: (input: number, i: number) => number;
  readonly opset?: number;
  readonly options?: GradientsOptions;
}

const STEP = 1e-4;

/**
 * Holds every gradient of sum(output * weights) to central differences of fourth order in float64, to 1e-7 of the largest of each
 * gradient (or of 1), and returns the gradients.
 */
export function checkGradient({ shapes, make, fill, opset = 20, options }: GradientCase): Float64Array[] {
  const g = buildGraph("checked", { opset });
  const inputs = shapes.map((shape, i) => g.input(`x${i}`, "float64", shape));
  const y = make(g, inputs);
  const sides = y.shape as number[];
  const weights = g.constant("float64", sides, Array.from(formula("weights", elements(sides), 2)));
  const loss = g.reduceSum(
    g.mul(y, weights),
    sides.map((_, axis) => axis),
  );
  const by = gradients(g, loss, inputs, options);
  g.output("loss", loss);
  by.forEach((value, i) => {
    g.output(`d${i}`, value);
  });
  const model = g.finish();
  const values = shapes.map((shape, input): InputValue & { data: Float64Array } => ({
    shape,
    data: Float64Array.from(formula(`x${input}`, elements(shape), 2), (value, i) => fill?.(input, i) ?? value),
  }));
  const run = () => interpret(model, Object.fromEntries(values.map((value, i) => [`x${i}`, value])));
  const results = run();
  return values.map(({ data, shape }, input) => {
    const gradient = results[`d${input}`];
    expect(gradient.shape).toEqual(shape);
    const found = Float64Array.from(gradient.data as ArrayLike<number>);
    const size = found.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
    const at = (place: number, value: number) => {
      const before = data[place];
      data[place] = value;
      const loss = Number(run().loss.data[0]);
      data[place] = before;
      return loss;
    };
    data.forEach((value, place) => {
      const near = at(place, value + STEP) - at(place, value - STEP);
      const far = at(place, value + 2 * STEP) - at(place, value - 2 * STEP);
      const wanted = (8 * near - far) / (12 * STEP);
      expect(Math.abs(found[place] - wanted), `x${input}[${place}]: ${found[place]} for ${wanted}`).toBeLessThan(
        1e-7 * size,
      );
    });
    return found;
  });
}
