import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { GraphBuilder } from "../../build/build-graph.ts";
import type { Value } from "../../build/value.ts";
import { reshapeTo } from "../reshape-to.ts";

/** The largest prime below 2^26: products stay exact in float64, and cubes go through all numbers below it, since it is 2 modulo 3. */
const PRIME = 2 ** 26 - 5;
/** Digits of pi and e, so that no seed is special. */
const ROUNDS = [31415926, 53589793, 27182818, 45904523];
/** Rows are at least this long where there is so much: what is hashed is their number and that of columns. */
const ROW = 256;

/**
 * Dropout as in training: elements of `x` are 0 with probability `ratio`, from 0 to below 1, and the others divided by 1 - `ratio`.
 *
 * Which ones follows from `seed` alone, one int64 from 0 to 2^53 - 1, and the element's place: each seed gives its own choice, the same in
 * every runtime, and the way back and parts computed again have it too. Element (i, j) of x as rows stays where the fraction of
 * (a_i c_j + b_i) / 2^26 is at least `ratio`, with whole numbers a, b and c hashed of seed and place. Carter and Wegman, "Universal Classes of
 * Hash Functions", 1979. All numbers are whole and below 2^53.
 *
 * Throws `wrong-operand-value` for another ratio, and as operators do where `seed` is no int64.
 */
export function dropout(g: GraphBuilder, x: Value, ratio: number, seed: Value): Value {
  if (!(ratio >= 0 && ratio < 1)) {
    throw new TinyCatsError("wrong-operand-value", `dropout(${x.name}): the ratio ${ratio} is not from 0 to below 1`, {
      value: ratio,
      remedy: "give the share of elements that become 0.",
    });
  }
  if (ratio === 0) return x;
  const uniform = uniformNumbers(g, x, seed);
  const kept = g.cast(g.op("GreaterOrEqual", [uniform, ratio]), x.dtype);
  const mask = reshapeTo(g, g.mul(kept, 1 / (1 - ratio)), x.shape, () => x);
  return g.mul(x, mask);
}

/** Numbers from 0 to below 1 in float64, as rows of `x`'s elements. */
function uniformNumbers(g: GraphBuilder, x: Value, seed: Value): Value {
  const columns = rowLength(x);
  const count = elementCount(g, x);
  const rows = typeof count === "number" ? count / columns : g.op("Div", [count, int64(g, columns)]);
  const both = typeof rows === "number" ? int64(g, rows + columns) : g.add(rows, columns);
  const places = g.op("Range", [int64(g, 0), both, int64(g, 1)]);
  const [key, other] = keys(g, g.reshape(seed, []));
  const hashed = cube(g, g.add(cube(g, g.add(places, key)), other));
  const again = cube(g, g.add(g.slice(hashed, 0, columns), ROUNDS[3]));
  const real = (value: Value) => g.cast(value, "float64");
  const factors = g.mul(real(g.slice(hashed, 0, 0, columns)), 2 ** -26);
  // Odd ones go through all fractions.
  const odd = g.add(g.mul(real(g.slice(hashed, 0, columns)), 2), 1);
  const left = g.concat([g.unsqueeze(odd, [1]), g.unsqueeze(g.mul(real(again), 2 ** -26), [1])], 1);
  const ones = g.constant("float64", [1], [1]);
  const right = g.concat([g.unsqueeze(factors, [0]), g.op("Expand", [ones, int64s(g, [1, columns])])], 0);
  const product = g.matmul(left, right);
  return g.sub(product, g.op("Floor", [product]));
}

/** Two numbers below the prime, different for each two seeds below its square: a Feistel network of three rounds. */
function keys(g: GraphBuilder, seed: Value): [Value, Value] {
  const quotient = g.div(seed, PRIME);
  let left = g.op("Mod", [seed, int64(g, PRIME)]);
  let right = quotient;
  for (const constant of ROUNDS.slice(0, 3)) {
    const mixed = g.op("Mod", [g.add(left, cube(g, g.add(right, constant))), int64(g, PRIME)]);
    [left, right] = [right, mixed];
  }
  return [left, right];
}

/** x^3 modulo the prime, of whole numbers that are added to. */
function cube(g: GraphBuilder, x: Value): Value {
  const prime = int64(g, PRIME);
  const base = g.op("Mod", [x, prime]);
  return g.op("Mod", [g.mul(g.op("Mod", [g.mul(base, base), prime]), base), prime]);
}

/** Elements of the last axes, as many of known side as make a row; never the first, which the batch is, so that its name changes nothing. */
function rowLength({ shape }: Value): number {
  let length = 1;
  for (const side of shape.slice(1).toReversed()) {
    if (typeof side !== "number" || side === 0 || length >= ROW) break;
    length *= side;
  }
  return length;
}

function elementCount(g: GraphBuilder, x: Value): number | Value {
  const known = x.shape.every((side) => typeof side === "number");
  return known ? (x.shape as number[]).reduce((a, b) => a * b, 1) : g.op("Size", [x]);
}

const int64 = (g: GraphBuilder, value: number) => g.constant("int64", [], [value]);
const int64s = (g: GraphBuilder, values: readonly number[]) => g.constant("int64", [values.length], values);
