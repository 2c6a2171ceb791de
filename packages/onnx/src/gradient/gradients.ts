import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { Application } from "../build/application.ts";
import type { GraphBuilder } from "../build/build-graph.ts";
import type { Value } from "../build/value.ts";
import { findOperator } from "../infer/find-operator.ts";
import { readAttributes } from "../infer/read-attributes.ts";
import { FLOATS } from "../model/dtype.ts";
import { GRADIENTS } from "./gradient-rules.ts";
import { noRule } from "./no-rule.ts";
import { keepAll, type Recall, recompute } from "./recall.ts";
import type { GradientContext } from "./rule.ts";
import { splitSegments } from "./split-segments.ts";
import { isStopped } from "./stop-gradient.ts";

export interface GradientsOptions {
  /**
   * Parts that the computation of the loss is cut into, where the fewest bytes are alive: all but the last are computed again on the way back
   * from what they were given, and hold no memory meanwhile (Chen et al., "Training Deep Nets with Sublinear Memory Cost", 2016). 1 unless
   * told: nothing is computed twice.
   */
  readonly segments?: number;
}

/**
 * Adds to a graph the gradients of `loss`, one number, by each of `values`, in reverse mode; gives them in that order, of the same shapes.
 *
 * Throws `no-gradient-rule` naming an operator on the way that has none, `no-gradient` where the loss does not depend on a value or either is
 * not of floating point, `unknown-broadcast`.
 */
export function gradients(
  g: GraphBuilder,
  loss: Value,
  values: readonly Value[],
  { segments = 1 }: GradientsOptions = {},
): Value[] {
  if (!FLOATS.includes(loss.dtype) || loss.shape.some((side) => side !== 1)) {
    throw noGradient(loss, `a loss is one number, not ${loss.dtype} [${loss.shape}]`);
  }
  const forward = [...g.applications()];
  const depends = dependants(forward, values);
  const sums = new Map<string, Value[]>([[loss.name, [g.constant(loss.dtype, loss.shape as number[], [1])]]]);
  const kept = new Set(values.map(({ name }) => name));
  const gradientOf = (value: Value | undefined): Value | undefined => {
    const parts = value && sums.get(value.name);
    if (!parts) return undefined;
    const sum = parts.reduce((a, b) => g.add(a, b));
    sums.set(value.name, [sum]);
    return sum;
  };
  const parts = splitSegments(forward, segments);
  parts.toReversed().forEach((part, i) => {
    const recall = i === 0 ? keepAll(g) : recompute(g, part, { isGiven: (name) => kept.has(name), gradientOf, values });
    for (const application of part.toReversed()) backward(application, recall);
  });
  return values.map((value) => {
    const gradient = gradientOf(value);
    if (!gradient) throw noGradient(value, `the loss does not depend on ${value.name}`);
    return gradient;
  });

  function backward(application: Application, recall: Recall): void {
    const { node, inputs, outputs } = application;
    const wanted = inputs.map((input) => input !== undefined && depends.has(input.name));
    if (!wanted.includes(true) || !outputs.some(({ name }) => sums.has(name))) return;
    const rule = node.domain === "" ? GRADIENTS.get(node.op) : undefined;
    if (!rule) throw noRule(node);
    const context: GradientContext = {
      g,
      node,
      attributes: readAttributes(node, findOperator(node, g.opset), g.opset),
      inputCount: inputs.length,
      outputCount: outputs.length,
      input: (index) => recall.value(inputs[index]!),
      hasInput: (index) => inputs[index] !== undefined,
      output: (index) => recall.output(outputs[0], index),
      inputType: (index) => inputs[index]!,
      outputType: (index) => outputs[index],
      content: (index) => g.contentOf(inputs[index]!),
      gradient: (index) => gradientOf(outputs[index]),
      wants: (index) => wanted[index] ?? false,
    };
    rule(context).forEach((gradient, index) => {
      if (!gradient || !wanted[index]) return;
      const { name } = inputs[index]!;
      sums.set(name, [...(sums.get(name) ?? []), gradient]);
    });
  }
}

/** Names of all floating point values that depend on `values`, and theirs. */
function dependants(forward: readonly Application[], values: readonly Value[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const value of values) {
    if (!FLOATS.includes(value.dtype)) throw noGradient(value, `${value.name} is ${value.dtype}`);
    names.add(value.name);
  }
  for (const { inputs, outputs } of forward) {
    if (!inputs.some((input) => input && names.has(input.name))) continue;
    for (const output of outputs) if (FLOATS.includes(output.dtype) && !isStopped(output)) names.add(output.name);
  }
  return names;
}

function noGradient(value: Value, message: string): TinyCatsError {
  return new TinyCatsError("no-gradient", message, {
    value: value.name,
    remedy: "ask for gradients of one floating point number by floating point values that it is computed from.",
  });
}
