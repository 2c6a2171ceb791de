import { ALL, INDICES } from "../model/dtype.ts";
import { addDims } from "../shape/dim.ts";
import { elements } from "../shape/elements.ts";
import { rowStrides, toAxes } from "./axes.ts";
import { knownNumbers } from "./content.ts";
import { defineOperator } from "./define-operator.ts";
import type { KernelContext, Operator, RuleContext } from "./operator.ts";
import { wrongShape } from "./refuse.ts";

/** For each axis, how many elements are put before and after; undefined where they are not known. */
function padding(context: RuleContext): [before: number, after: number][] | undefined {
  const { length } = context.shapes[0]!;
  const pads = knownNumbers(context.content(1));
  const axes = context.node.inputs[3] ? knownNumbers(context.content(3)) : Array.from({ length }, (_, axis) => axis);
  if (!pads || !axes) return undefined;
  if (pads.length !== axes.length * 2) throw wrongShape(context, `${pads.length} pads for ${axes.length} axes`);
  const all = Array.from({ length }, (): [number, number] => [0, 0]);
  toAxes(context, axes, length).forEach((axis, i) => {
    all[axis] = [pads[i], pads[i + axes.length]];
  });
  return all;
}

/** Where an index that lies outside an axis is read: -1 for the constant. */
function mirrored(index: number, side: number, mode: string): number {
  if (index >= 0 && index < side) return index;
  if (mode === "constant") return -1;
  if (mode === "edge") return index < 0 ? 0 : side - 1;
  if (mode === "wrap") return ((index % side) + side) % side;
  const period = 2 * (side - 1);
  if (period === 0) return 0;
  const within = ((index % period) + period) % period;
  return within < side ? within : period - within;
}

function pad(context: KernelContext): Float64Array {
  const { data, shape } = context.inputs[0]!;
  const mode = context.attributes.text("mode");
  const pads = padding(context)!;
  const result = context.results[0].shape;
  const strides = rowStrides(shape);
  // For each axis, the offset that each of its places is read from; NaN marks the constant.
  const sources = result.map((side, axis) =>
    Float64Array.from({ length: side }, (_, i) => {
      const index = mirrored(i - pads[axis][0], shape[axis], mode);
      return index < 0 ? Number.NaN : index * strides[axis];
    }),
  );
  const constant = context.inputs[2]?.data[0] ?? 0;
  const out = new Float64Array(elements(result)).fill(constant);
  const fill = (axis: number, at: number, from: number, width: number): void => {
    if (axis === result.length) out[at] = data[from];
    else {
      const step = width / result[axis];
      for (let i = 0; i < result[axis]; i++) {
        const source = sources[axis][i];
        if (!Number.isNaN(source)) fill(axis + 1, at + i * step, from + source, step);
      }
    }
  };
  if (out.length > 0) fill(0, 0, 0, out.length);
  return out;
}

/** Pad. */
export const PADDING: readonly Operator[] = [
  defineOperator("Pad", {
    signature: "data:T pads:int64 constant_value?:T axes?:I@18 -> output:T",
    types: { T: ALL, I: INDICES },
    attributes: { mode: { type: "string", default: "constant", values: ["constant", "edge", "reflect", "wrap"] } },
    shape: (context) => {
      const pads = padding(context);
      return [
        context.shapes[0]!.map((side, axis) => {
          if (!pads) return null;
          const padded = addDims(side, pads[axis][0] + pads[axis][1]);
          const repeated = context.attributes.text("mode") !== "constant" && side === 0 && padded !== 0;
          if ((typeof padded === "number" && padded < 0) || repeated)
            throw wrongShape(context, `axis ${axis} can't be padded so`);
          return padded;
        }),
      ];
    },
    run: (context) => [pad(context)],
  }),
];
