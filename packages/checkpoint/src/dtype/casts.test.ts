import fc from "fast-check";
import { expect, test } from "vitest";
import { float32, float64 } from "../../../../tooling/golden/read-vectors.ts";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { fromBase64, golden } from "../testing/golden.ts";
import { castTo } from "./cast-to.ts";
import { decodeSmallFloat } from "./decode-small-float.ts";
import { DTYPE_NAMES, DTYPES, type Dtype, type ElementArray } from "./dtypes.ts";
import { toElements } from "./to-elements.ts";
import { toFloat32, toFloat64 } from "./to-float.ts";

const small = ["f16", "bf16", "f8_e4m3fn", "f8_e5m2"] as const;
const values = float32(golden.casts.f32);

test.each(small)("float32 to %s is what PyTorch gives, bit for bit but NaN's", (dtype) => {
  const wanted = toElements(fromBase64(golden.casts[dtype]), dtype);
  const { elements } = castTo(values, "f32", dtype);
  expect(elements.length).toBe(wanted.length);
  const table = decodeSmallFloat(dtype);
  const wrong = Array.from(values.keys()).filter(
    (i) =>
      elements[i] !== wanted[i] &&
      !(Number.isNaN(table[Number(wanted[i])]) && Number.isNaN(table[Number(elements[i])])),
  );
  expect(wrong.map((i) => [values[i], elements[i], wanted[i]])).toEqual([]);
});

test("every f8 is the number PyTorch says", () => {
  for (const [dtype, data] of Object.entries(golden.casts.decoded)) {
    expect(decodeSmallFloat(dtype as "f8_e5m2")).toEqual(float32(data));
  }
});

test.each(small)("every %s goes to float64 and back", (dtype) => {
  const count = 2 ** (8 * DTYPES[dtype].bytes);
  const bits = DTYPES[dtype].bytes === 1 ? new Uint8Array(count) : new Uint16Array(count);
  for (let i = 0; i < count; i++) bits[i] = i;
  const numbers = toFloat64(bits, dtype);
  const { elements, overflows } = castTo(numbers, "f64", dtype);
  const wrong = Array.from(bits.keys()).filter((i) => elements[i] !== bits[i] && !Number.isNaN(numbers[i]));
  expect(wrong).toEqual([]);
  expect(overflows).toBe(0);
});

test("float64 to float32 is PyTorch's, and float32 to float64 exact", () => {
  expect(toFloat64(values, "f32")).toEqual(float64(golden.casts.f64));
  expect(toFloat32(toFloat64(values, "f32"), "f64")).toEqual(values);
});

const OVERFLOWS: [Dtype, number[], number[], number][] = [
  ["f16", [65504, 65519.9, 65520, -1e9, Infinity, NaN], [0x7bff, 0x7bff, 0x7c00, 0xfc00, 0x7c00, 0x7e00], 2],
  ["f8_e4m3fn", [448, 464, 464.1, -1000, Infinity], [0x7e, 0x7e, 0x7e, 0xfe, 0x7e], 2],
  ["f8_e5m2", [57344, 61439, 61440, Infinity], [0x7b, 0x7b, 0x7c, 0x7c], 1],
  ["f32", [1e39, -1e39, 1e-50, Infinity], [Infinity, -Infinity, 0, Infinity], 2],
  ["i8", [127.9, 128, -128, -129, NaN, -0.5], [127, 127, -128, -128, 0, 0], 3],
  ["u8", [255, 256, -1], [255, 255, 0], 2],
  ["i32", [2 ** 31 - 1, 2 ** 31, -(2 ** 31)], [2 ** 31 - 1, 2 ** 31 - 1, -(2 ** 31)], 1],
  ["bool", [0, -0, 0.1, NaN], [0, 0, 1, 1], 0],
];

test.each(OVERFLOWS)("to %s, what is out of range is counted", (dtype, from, wanted, overflows) => {
  const cast = castTo(Float64Array.from(from), "f64", dtype);
  expect(Array.from(cast.elements as Float64Array, (value) => value + 0)).toEqual(wanted);
  expect(cast.overflows).toBe(overflows);
});

test("64-bit integers keep every bit, and count what is out of range", () => {
  const wide = BigInt64Array.of(2n ** 63n - 1n, -1n, 0n);
  expect(castTo(wide, "i64", "u64")).toEqual({ elements: BigUint64Array.of(2n ** 63n - 1n, 0n, 0n), overflows: 1 });
  expect(castTo(BigUint64Array.of(2n ** 64n - 1n, 5n), "u64", "i64")).toEqual({
    elements: BigInt64Array.of(2n ** 63n - 1n, 5n),
    overflows: 1,
  });
  const numbers = Float64Array.of(1.9, -1.9, Infinity, -Infinity, NaN, 2 ** 62);
  expect(castTo(numbers, "f64", "i64")).toEqual({
    elements: BigInt64Array.of(1n, -1n, 2n ** 63n - 1n, -(2n ** 63n), 0n, 2n ** 62n),
    overflows: 3,
  });
  expect(castTo(wide, "i64", "f64").elements).toEqual(Float64Array.of(2 ** 63, -1, 0));
});

test("a cast to the same type is the same array, and complex numbers are refused", async () => {
  expect(castTo(values, "f32", "f32").elements).toBe(values);
  for (const [from, to] of [
    ["c64", "f32"],
    ["f32", "c64"],
    ["f64", "c128"],
  ] as [Dtype, Dtype][]) {
    expect((await errorOf(() => castTo(Float32Array.of(1, 2), from, to))).code).toBe("unsupported-dtype");
  }
});

test("casting rounds to the nearest, ties to even (against all candidates)", () => {
  const table = decodeSmallFloat("f8_e5m2");
  const finite = Array.from({ length: 124 }, (_, bits) => bits);
  fc.assert(
    fc.property(fc.float({ noNaN: true, min: -57344, max: 57344 }), (value) => {
      const [bits] = castTo(Float32Array.of(value), "f32", "f8_e5m2").elements as Uint8Array;
      const distance = (candidate: number) => Math.abs(table[candidate] - Math.abs(value));
      const nearest = Math.min(...finite.map(distance));
      const best = finite.filter((candidate) => distance(candidate) === nearest);
      expect(best.length === 1 ? best[0] : best.find((candidate) => candidate % 2 === 0)).toBe(bits & 0x7f);
      expect(bits >> 7).toBe(value < 0 || Object.is(value, -0) ? 1 : 0);
    }),
    { seed: 5, numRuns: 500 },
  );
});

test("the typed array of each element type has its width, and odd places are copied", () => {
  for (const dtype of DTYPE_NAMES) {
    const bytes = Uint8Array.from({ length: 33 }, (_, i) => i).subarray(1) as Uint8Array<ArrayBuffer>;
    const elements: ElementArray = toElements(bytes, dtype);
    expect(elements.byteLength).toBe(32);
    expect(new Uint8Array(elements.buffer, elements.byteOffset, 32)).toEqual(bytes);
  }
});
