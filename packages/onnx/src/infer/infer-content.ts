import type { ValueType } from "../model/model.ts";
import { knownNumbers } from "../operators/content.ts";
import { expandTo } from "../operators/expand-to.ts";
import type { NumericTensor } from "../operators/numeric-tensor.ts";
import type { Dim } from "../shape/dim.ts";
import { extent } from "../shape/elements.ts";
import type { PreparedNode } from "./prepare-node.ts";

/** No shape has more elements than this; larger values are data. */
const LONGEST_CONTENT = 256;

/** Whether a value may be a shape or a part of one: few whole numbers or truths. */
export function isContent({ dtype, shape }: ValueType): boolean {
  if (!dtype.includes("int") && dtype !== "bool") return false;
  return shape?.every((side) => typeof side === "number") === true && extent(shape as number[]) <= LONGEST_CONTENT;
}

/**
 * The elements of a node's outputs where they follow from shapes: sides by name or number, undefined where nothing is known.
 *
 * Movements run on places instead of values, so that names move as numbers do.
 */
export function inferContent(
  { operator, context, types }: PreparedNode,
  inputs: readonly (ValueType | undefined)[],
): readonly (readonly Dim[] | undefined)[] {
  const none = types.map(() => undefined);
  if (!types.every(isContent)) return none;
  if (operator.content) return [operator.content(context)];
  const contents = inputs.map((type, i) => (type ? context.content(i) : []));
  if (contents.some((content) => content === undefined)) return none;
  const known = contents as readonly (readonly Dim[])[];
  if (known.every((content) => knownNumbers(content))) return run(known as number[][]);
  if (operator.algebra && types[0].shape) return [combine(operator.algebra)];
  const moved = operator.moves === "all" ? inputs.map((_, i) => i) : operator.moves;
  if (!moved || known.some((content, i) => !moved.includes(i) && !knownNumbers(content))) return none;
  const places: Dim[] = [];
  const coded = known.map((content, i) => {
    if (!moved.includes(i)) return content as number[];
    return content.map((dim) => places.push(dim) - 1);
  });
  return run(coded).map((content) => content.map((place) => places[place] ?? null));

  function run(values: readonly (readonly number[])[]): number[][] {
    const tensors = inputs.map((type, i) => type && tensorOf(type, values[i]));
    const results = types.map(({ dtype, shape }) => ({ dtype, shape: shape as number[] }));
    return operator
      .run({ ...context, inputs: tensors, results })
      .slice(0, types.length)
      .map((data) => [...data]);
  }

  function combine(algebra: (a: Dim, b: Dim) => Dim): Dim[] {
    const shape = types[0].shape as number[];
    const [a, b] = known.map((content, i) => {
      const at = expandTo(
        tensorOf(
          inputs[i]!,
          content.map((_, place) => place),
        ),
        shape,
      );
      return Array.from(at, (place) => content[place]);
    });
    return a.map((dim, i) => algebra(dim, b[i]));
  }
}

function tensorOf({ dtype, shape }: ValueType, values: readonly number[]): NumericTensor {
  return { dtype, shape: shape as readonly number[], data: Float64Array.from(values) };
}
