import { FLOATS } from "../model/dtype.ts";
import { elements } from "../shape/elements.ts";
import { toAxis } from "./axes.ts";
import { defineOperator } from "./define-operator.ts";
import type { KernelContext, Operator, RuleContext } from "./operator.ts";

function axisOf(context: RuleContext): number {
  return toAxis(context, context.attributes.int("axis"), context.shapes[0]!.length);
}

/** Softmax along an axis after subtracting the largest element; with `log`, its logarithm without the detour. */
function softmax(context: KernelContext, log: boolean): Float64Array {
  const { data, shape } = context.inputs[0]!;
  const axis = axisOf(context);
  const inner = elements(shape.slice(axis + 1));
  const side = shape[axis];
  const out = new Float64Array(data.length);
  for (let block = 0; block < data.length; block += side * inner) {
    for (let start = block; start < block + inner; start++) {
      const end = start + side * inner;
      let largest = Number.NEGATIVE_INFINITY;
      for (let i = start; i < end; i += inner) largest = Math.max(largest, data[i]);
      let total = 0;
      for (let i = start; i < end; i += inner) total += out[i] = Math.exp(data[i] - largest);
      const shift = largest + Math.log(total);
      for (let i = start; i < end; i += inner) out[i] = log ? data[i] - shift : out[i] / total;
    }
  }
  return out;
}

/** Softmax and LogSoftmax. */
export const SOFTMAX: readonly Operator[] = [["Softmax", false] as const, ["LogSoftmax", true] as const].map(
  ([name, log]) =>
    defineOperator(name, {
      signature: "input:T -> output:T",
      types: { T: FLOATS },
      attributes: { axis: { type: "int", default: -1 } },
      shape: (context) => {
        axisOf(context);
        return [context.shapes[0]];
      },
      run: (context) => [softmax(context, log)],
    }),
);
