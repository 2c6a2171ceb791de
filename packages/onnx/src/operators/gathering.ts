import { ALL, INDICES } from "../model/dtype.ts";
import { type Dim, mayEqual } from "../shape/dim.ts";
import { elements } from "../shape/elements.ts";
import { rowStrides, toAxis } from "./axes.ts";
import { defineOperator } from "./define-operator.ts";
import type { KernelContext, Operator, RuleContext } from "./operator.ts";
import { wrongAttribute, wrongShape, wrongValue } from "./refuse.ts";

function gatherAxis(context: RuleContext): number {
  return toAxis(context, context.attributes.int("axis"), context.shapes[0]!.length);
}

function indexOf(context: RuleContext, index: number, side: number): number {
  const front = index < 0 ? index + side : index;
  if (!Number.isInteger(front) || front < 0 || front >= side)
    throw wrongValue(context, `index ${index} is not within ${side}`, index);
  return front;
}

/** What Gather and GatherElements share. */
const GATHER = {
  signature: "data:T indices:I -> output:T",
  types: { T: ALL, I: INDICES },
  attributes: { axis: { type: "int", default: 0 } },
} as const;

/** How an element that is put to a place joins the one there. */
const JOINED: Readonly<Record<string, (there: number, put: number) => number>> = {
  none: (_, put) => put,
  add: (there, put) => there + put,
  mul: (there, put) => there * put,
  min: Math.min,
  max: Math.max,
};

/** Where each index of GatherElements and ScatterElements points to in the data. */
function placesOf(context: KernelContext): Float64Array {
  const [data, indices] = context.inputs;
  const axis = gatherAxis(context);
  const strides = rowStrides(data!.shape);
  const own = rowStrides(indices!.shape);
  return indices!.data.map((index, at) => {
    let place = indexOf(context, index, data!.shape[axis]) * strides[axis];
    for (let i = 0; i < own.length; i++) {
      if (i !== axis) place += (Math.floor(at / own[i]) % indices!.shape[i]) * strides[i];
    }
    return place;
  });
}

/** Whether indices of every axis but one lie within the data's sides. Throws `wrong-operand-shape` where they don't. */
function checkPlaces(context: RuleContext): void {
  const [data, indices] = context.shapes as readonly (readonly Dim[])[];
  const axis = gatherAxis(context);
  const outside = indices.some(
    (side, i) => i !== axis && typeof side === "number" && typeof data[i] === "number" && side > (data[i] as number),
  );
  if (data.length !== indices.length || outside) throw wrongShape(context, "the indices lie outside the data");
}

/** Operators that read or write elements at given places: Gather, GatherElements, ScatterElements. */
export const GATHERING: readonly Operator[] = [
  defineOperator("Gather", {
    ...GATHER,
    shape: (context) => {
      const [data, indices] = context.shapes as readonly (readonly Dim[])[];
      const axis = gatherAxis(context);
      return [[...data.slice(0, axis), ...indices, ...data.slice(axis + 1)]];
    },
    run: (context) => {
      const [data, indices] = context.inputs;
      const axis = gatherAxis(context);
      const side = data!.shape[axis];
      const inner = elements(data!.shape.slice(axis + 1));
      const rows = elements(data!.shape.slice(0, axis));
      const out = new Float64Array(elements(context.results[0].shape));
      const places = indices!.data.map((index) => indexOf(context, index, side));
      let at = 0;
      for (let row = 0; row < rows; row++) {
        for (const place of places) {
          const from = (row * side + place) * inner;
          out.set(data!.data.subarray(from, from + inner), at);
          at += inner;
        }
      }
      return [out];
    },
    moves: [0],
  }),
  defineOperator("GatherElements", {
    ...GATHER,
    shape: (context) => {
      checkPlaces(context);
      return [context.shapes[1]];
    },
    run: (context) => [placesOf(context).map((place) => context.inputs[0]!.data[place])],
  }),
  defineOperator("ScatterElements", {
    signature: "data:T indices:I updates:T -> output:T",
    types: GATHER.types,
    attributes: {
      axis: { type: "int", default: 0 },
      reduction: { type: "string", default: "none", values: Object.keys(JOINED) },
    },
    shape: (context) => {
      const [data, indices, updates] = context.shapes as readonly (readonly Dim[])[];
      checkPlaces(context);
      if (indices.length !== updates.length || indices.some((side, i) => !mayEqual(side, updates[i])))
        throw wrongShape(context, "there is not one update for each index");
      const reduction = context.attributes.text("reduction");
      if (context.opset < 18 && /^m(in|ax)$/.test(reduction))
        throw wrongAttribute(context, `reduction ${reduction} is there from opset 18 on`, reduction);
      return [data];
    },
    run: (context) => {
      const [data, , updates] = context.inputs;
      const join = JOINED[context.attributes.text("reduction")];
      const out = Float64Array.from(data!.data);
      placesOf(context).forEach((place, i) => {
        out[place] = join(out[place], updates!.data[i]);
      });
      return [out];
    },
  }),
];
