import { expect, test } from "vitest";
import { multiplyInto } from "./multiply-into.ts";
import { multiplyTransposedInto } from "./multiply-transposed-into.ts";

test.each([
  [1, 1, 1],
  [2, 3, 4],
  [3, 5, 7],
  [4, 2, 4],
  [5, 1, 6],
  [7, 8, 9],
  [9, 4, 5],
])("adds the product of [%i, %i] and [.., %i], from any offset", (rows, inner, columns) => {
  const sides = { rows, inner, columns };
  const x = Float64Array.from({ length: 3 + rows * inner }, (_, i) => ((i * 7) % 11) - 5);
  const y = Float64Array.from({ length: 2 + inner * columns }, (_, i) => ((i * 5) % 13) - 6);
  const turned = new Float64Array(y.length);
  const expected = new Float64Array(1 + rows * columns).fill(0.5);
  for (let column = 0; column < columns; column++) {
    for (let k = 0; k < inner; k++) {
      turned[2 + column * inner + k] = y[2 + k * columns + column];
      for (let row = 0; row < rows; row++) {
        expected[1 + row * columns + column] += x[3 + row * inner + k] * y[2 + k * columns + column];
      }
    }
  }
  for (const [multiply, data] of [
    [multiplyInto, y],
    [multiplyTransposedInto, turned],
  ] as const) {
    const out = new Float64Array(1 + rows * columns).fill(0.5);
    multiply({ data: out, offset: 1 }, { data: x, offset: 3 }, { data, offset: 2 }, sides);
    expect(out).toEqual(expected);
  }
});
