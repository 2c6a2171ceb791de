import type { Application } from "../build/application.ts";
import type { GraphBuilder } from "../build/build-graph.ts";
import type { Value } from "../build/value.ts";
import { FLOATS } from "../model/dtype.ts";

/** How the way back gets at values of the way there. */
export interface Recall {
  value(value: Value): Value;
  /** Output `index` of the operator whose first output is `first`. */
  output(first: Value, index: number): Value;
}

/** Values stay in memory from the way there. */
export function keepAll(g: GraphBuilder): Recall {
  return { value: (value) => value, output: (first, index) => g.outputBeside(first, index) };
}

export interface RecomputeOptions {
  /** Whether a value is there throughout, as weights are. */
  readonly isGiven: (name: string) => boolean;
  /** The gradient of the loss by a value, as far as it is known by now. */
  readonly gradientOf: (value: Value) => Value | undefined;
  /** What gradients are asked for of. */
  readonly values: readonly Value[];
}

/**
 * Values of `part` are computed again, each when it is first asked for, from those that came into the part.
 *
 * Runtimes join equal computations: so that these are not joined with the first ones, whose results would then stay alive, and don't begin
 * before the way back gets there, what comes in has a zero added which depends on the last gradient. It depends on all gradients that are asked
 * for and known, too: onnxruntime would leave them to the end, and keep alive what they are computed from.
 */
export function recompute(g: GraphBuilder, part: readonly Application[], options: RecomputeOptions): Recall {
  const makers = new Map(part.flatMap((application) => application.outputs.map(({ name }) => [name, application])));
  const anew = new Map<string, Value>();
  let zero: Value | undefined;

  function delayed(value: Value): Value {
    // Shapes are followed by what is known of their elements, which nothing may hide.
    if (options.isGiven(value.name) || g.isWeight(value) || g.contentOf(value)) return value;
    zero ??= zeroAfter(g, part, options);
    if (!zero || !(FLOATS.includes(value.dtype) || value.dtype === "int64")) return value;
    return g.add(value, value.dtype === zero.dtype ? zero : g.cast(zero, value.dtype));
  }
  function value(old: Value): Value {
    const before = anew.get(old.name);
    if (before) return before;
    const maker = makers.get(old.name);
    if (!maker) {
      const given = delayed(old);
      anew.set(old.name, given);
      return given;
    }
    const results = g.apply(
      maker.node,
      maker.inputs.map((input) => input && value(input)),
      maker.outputs.length,
    );
    maker.outputs.forEach(({ name }, i) => {
      anew.set(name, results[i]);
    });
    return anew.get(old.name)!;
  }
  return { value, output: (first, index) => g.outputBeside(value(first), index) };
}

/** A zero that is there as soon as the gradients before a part; NaN does not show in it. */
function zeroAfter(
  g: GraphBuilder,
  part: readonly Application[],
  { gradientOf, values }: RecomputeOptions,
): Value | undefined {
  const last = part.flatMap(({ outputs }) => outputs).findLast((output) => gradientOf(output));
  if (!last) return undefined;
  const { dtype } = gradientOf(last)!;
  const firsts = [last, ...values].flatMap((value) => {
    const gradient = gradientOf(value);
    if (!gradient) return [];
    const first = g.slice(g.reshape(gradient, [-1]), 0, 0, 1);
    return [first.dtype === dtype ? first : g.cast(first, dtype)];
  });
  const sum = g.reduceSum(firsts.length === 1 ? firsts[0] : g.concat(firsts, 0), [0]);
  return g.cast(g.op("Less", [g.op("Abs", [sum]), 0]), dtype);
}
