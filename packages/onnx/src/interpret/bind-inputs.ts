import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { Graph } from "../model/model.ts";
import type { NumericTensor } from "../operators/numeric-tensor.ts";
import { canBeSide, formatShape } from "../shape/dim.ts";
import { elements } from "../shape/elements.ts";

/** A value for a graph's input; its element type is the graph's. */
export interface InputValue {
  readonly shape: readonly number[];
  /** Row-major, product(shape) of them; bool as 0 or 1. */
  readonly data: ArrayLike<number> | ArrayLike<bigint>;
}

/** Values for a graph's inputs, by name. */
export type InputValues = Readonly<Record<string, InputValue>>;

/** Inputs as the interpreter computes with them. Throws `wrong-graph-input` where they are not those of the graph. */
export function bindInputs({ inputs, initializers }: Graph, values: InputValues): Map<string, NumericTensor> {
  const bound = new Map<string, NumericTensor>();
  const names = new Map<string, number>();
  const expected = inputs.map(({ name, type }) => `${name} ${type.dtype} ${formatShape(type.shape)}`).join(", ");
  const refuse = (why: string, value: unknown) =>
    new TinyCatsError("wrong-graph-input", why, { value, remedy: `give ${expected || "no input"}.` });
  for (const name of Object.keys(values)) {
    if (!inputs.some((input) => input.name === name)) throw refuse(`the graph has no input ${name}`, name);
  }
  for (const { name, type } of inputs) {
    if (!Object.hasOwn(values, name)) {
      if (initializers.has(name)) continue;
      throw refuse(`input ${name} is missing`, name);
    }
    const { shape, data } = values[name];
    const fits = shape.every((side, axis) => {
      const wanted = type.shape?.[axis] ?? side;
      if (!canBeSide(side)) return false;
      if (typeof wanted === "number") return wanted === side;
      const before = names.get(wanted) ?? side;
      names.set(wanted, side);
      return before === side;
    });
    if (!fits || (type.shape && type.shape.length !== shape.length)) {
      throw refuse(`input ${name} has shape ${formatShape(shape)}`, shape);
    }
    if (data.length !== elements(shape))
      throw refuse(`input ${name} of shape ${formatShape(shape)} has ${data.length} values`, data.length);
    bound.set(name, { dtype: type.dtype, shape: [...shape], data: toFloat64(data) });
  }
  return bound;
}

function toFloat64(data: ArrayLike<number> | ArrayLike<bigint>): Float64Array {
  return Float64Array.from({ length: data.length }, (_, i) => Number(data[i]));
}
