import { crc32 } from "@tiny-cats/files/crc32";
import fc from "fast-check";
import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { toElements } from "../dtype/to-elements.ts";
import { bytesSource } from "../source/bytes-source.ts";
import { gathered } from "../testing/gathered.ts";
import { f32, ragged } from "../testing/test-tensors.ts";
import { castTensor } from "./cast-tensor.ts";
import { findDuplicates } from "./find-duplicates.ts";
import { makeTensor } from "./make-tensor.ts";
import { rangeStorage } from "./range-storage.ts";
import { sameTensor } from "./same-tensor.ts";
import type { TensorRef, TensorSource } from "./tensor.ts";
import { toSource } from "./to-source.ts";
import { viewFault } from "./view-fault.ts";

const view = fc
  .record({
    shape: fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 }),
    strides: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 4, maxLength: 4 }),
    offset: fc.integer({ min: 0, max: 5 }),
  })
  .map(({ shape, strides, offset }) => ({ shape, strides: strides.slice(0, shape.length), offset }));

test.each(["u8", "bf16", "f32", "i64", "c128"] as const)("any view of %s is read as its indices say", async (dtype) => {
  await fc.assert(
    fc.asyncProperty(view, async ({ shape, strides, offset }) => {
      const size = { u8: 1, bf16: 2, f32: 4, i64: 8, c128: 16 }[dtype];
      const bytes = Uint8Array.from({ length: 200 * size }, (_, i) => (i * 7) % 251);
      const storage = rangeStorage(bytesSource(bytes), { key: "0", start: 0, byteLength: bytes.length });
      const tensor = makeTensor({ dtype, shape, strides, offset, storage });
      const wanted: number[] = [];
      const walk = (at: number, i: number): void => {
        if (i === shape.length) wanted.push(...bytes.subarray(at * size, (at + 1) * size));
        else for (let k = 0; k < shape[i]; k++) walk(at + k * strides[i], i + 1);
      };
      walk(offset, 0);
      const read = await tensor.read();
      expect([...new Uint8Array(read.buffer, read.byteOffset, read.byteLength)]).toEqual(wanted);
      expect([...(await gathered(tensor.chunks()))]).toEqual(wanted);
    }),
    { seed: 11, numRuns: 150 },
  );
});

test("a large strided view comes in blocks, and an abort stops it between two", async () => {
  const [rows, columns] = [700, 900];
  const numbers = Float32Array.from({ length: rows * columns }, (_, i) => i);
  const bytes = new Uint8Array(numbers.buffer);
  const storage = rangeStorage(bytesSource(bytes), { key: "0", start: 0, byteLength: bytes.length });
  const tensor = makeTensor({ dtype: "f32", shape: [columns, rows], strides: [1, columns], offset: 0, storage });
  const blocks: Uint8Array[] = [];
  for await (const block of tensor.chunks()) blocks.push(block);
  expect(blocks.length).toBe(3);
  const turned = toElements(new Uint8Array(Buffer.concat(blocks)), "f32");
  expect(turned[rows * 123 + 45]).toBe(45 * columns + 123);
  const stop = new AbortController();
  const reading = (async () => {
    for await (const _ of tensor.chunks({ signal: stop.signal })) stop.abort(new Error("enough"));
  })();
  await expect(reading).rejects.toThrow("enough");
});

test("views that do not fit are told, and the tightest one fits", () => {
  expect(viewFault([2, 3], [3, 1], 4, 10)).toBeUndefined();
  expect(viewFault([2, 3], [3, 1], 5, 10)).toContain("element 11");
  expect(viewFault([0, 3], [3, 1], 99, 10)).toBeUndefined();
  expect(viewFault([1.5], [1], 0, 10)).toContain("no count");
});

test("duplicates are found by content, and tensors that differ in one bit are not", async () => {
  const tensors: [string, TensorSource][] = [
    ["a", f32(1, 2, 3)],
    ["b", ragged(f32(1, 2, 3), [5])],
    ["c", f32(1, 2, 4)],
    ["d", toSource({ dtype: "i32", shape: [3], data: Int32Array.of(1, 2, 3) }, "d")],
    ["e", { ...f32(1, 2, 3), shape: [3, 1] }],
    ["zero", f32(0)],
    ["minus", f32(-0)],
  ];
  const progress: unknown[] = [];
  expect(await findDuplicates(tensors, { onProgress: (p) => progress.push(p) })).toEqual([["a", "b"]]);
  // Three f32 [3] and two f32 [1] share type and shape with another.
  expect(progress.at(-1)).toEqual({ bytes: 44, total: 44 });
});

test("tensors are the same by type, shape and bytes, however they are cut", async () => {
  const bytes = (data: Uint8Array<ArrayBuffer>) => toSource({ dtype: "u8", shape: [data.length], data }, "t");
  const shifted = (data: Uint8Array) => Uint8Array.of(0, ...data).subarray(1) as Uint8Array<ArrayBuffer>;
  const data = Uint8Array.from({ length: 23 }, (_, i) => i);
  for (const other of [
    bytes(data.slice()),
    bytes(shifted(data)),
    ragged(bytes(data), [1, 7]),
    ragged(bytes(data), [0, 4]),
  ])
    expect(await sameTensor(bytes(data), other)).toBe(true);
  for (let at = 0; at < data.length; at++) {
    const changed = data.map((byte, i) => (i === at ? byte ^ 128 : byte));
    for (const other of [bytes(changed), bytes(shifted(changed)), ragged(bytes(changed), [5])])
      expect([at, await sameTensor(bytes(data), other)]).toEqual([at, false]);
  }
  const cut = (source: TensorSource, shape: number[]): TensorSource => ({ ...source, shape });
  const [long, short] = [bytes(data), cut(bytes(data.slice(0, 20)), [23])];
  expect([await sameTensor(long, short), await sameTensor(short, long)]).toEqual([false, false]);
  expect(await sameTensor(long, { ...long, dtype: "i8" })).toBe(false);
  expect(await sameTensor(cut(long, [23, 1]), long)).toBe(false);
});

test("a checksum met by chance is no duplicate", async () => {
  const bytes = (text: string) => toSource({ dtype: "u8", shape: [8], data: new Uint8Array(Buffer.from(text)) }, text);
  const [x, y] = collision();
  expect(x).not.toBe(y);
  expect(
    await findDuplicates([
      ["x", bytes(x)],
      ["y", bytes(y)],
      ["z", bytes(x)],
    ]),
  ).toEqual([["x", "z"]]);
});

/** Two texts of 8 letters with one CRC-32, found by the birthday bound. */
function collision(): [string, string] {
  const seen = new Map<number, string>();
  for (let i = 0; ; i++) {
    const text = ((i * 2654435761) >>> 0).toString(16).padStart(8, "0");
    const sum = crc32(new TextEncoder().encode(text));
    const before = seen.get(sum);
    if (before) return [before, text];
    seen.set(sum, text);
  }
}

test("casting a tensor streams, and tells of overflows", async () => {
  let overflows = 0;
  const cast = castTensor(ragged(f32(1, 65520, -3), [7]), "f16", { onOverflow: (n) => (overflows += n) });
  expect(toElements(await gathered(cast.chunks()), "f16")).toEqual(Uint16Array.of(0x3c00, 0x7c00, 0xc200));
  expect([cast.dtype, cast.shape, overflows]).toEqual(["f16", [3], 1]);
  const same = f32(1);
  expect(castTensor(same, "f32")).toBe(same);
});

test("tensor data that does not fit its type and shape is refused", async () => {
  const make = (change: object) => () =>
    toSource({ dtype: "f32", shape: [2], data: new Float32Array(2), ...change } as never, "t");
  expect(make({})().shape).toEqual([2]);
  expect(make({ data: new Uint8Array(8) })().shape).toEqual([2]);
  for (const change of [
    { shape: [3] },
    { shape: [-1] },
    { shape: [1.5] },
    { data: new Int32Array(2) },
    { data: new Uint8Array(2) },
    { shape: [2 ** 40, 2 ** 40] },
  ]) {
    expect((await errorOf(make(change))).code).toBe("invalid-tensor-data");
  }
  expect((await errorOf(make({ dtype: "toString" }))).code).toBe("unsupported-dtype");
});

test("a storage has the key it is given, and is the CPU's unless told", async () => {
  const storage = rangeStorage(bytesSource(new Uint8Array(16)), { key: "k", start: 0, byteLength: 16 });
  const tensor: TensorRef = makeTensor({ dtype: "f32", shape: [4], strides: [1], offset: 0, storage });
  expect([tensor.storage.key, tensor.storage.device, tensor.byteLength]).toEqual(["k", "cpu", 16]);
});
