import { crc32 as nodeCrc32 } from "node:zlib";
import { crc32 } from "@tiny-cats/files/crc32";
import fc from "fast-check";
import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { DEFAULT_LIMITS } from "../limits.ts";
import { openCheckpoint } from "../open-checkpoint.ts";
import { dictType, withDictType } from "../pickle/dict-type.ts";
import { decodeLong, encodeLong } from "../pickle/long.ts";
import type { PyValue } from "../pickle/py-value.ts";
import { encodeSafetensors } from "../safetensors/encode-safetensors.ts";
import { blobSource } from "../source/blob-source.ts";
import { tiedTensors } from "../tensor/tied-tensors.ts";
import { gathered } from "../testing/gathered.ts";
import { goldenFile } from "../testing/golden.ts";
import { readZipDirectory } from "../zip/read-zip-directory.ts";
import { writeZip } from "../zip/write-zip.ts";
import { encodePyTorch } from "./encode-pytorch.ts";
import type { Writable } from "./pickle-value.ts";

const again = async (value: Writable) => openCheckpoint(await gathered(encodePyTorch(value)));
const data = new Float32Array([1, 2, 3, 4]);

test("plain objects, numbers and texts come back as dicts, ints or floats, and texts", async () => {
  const { value } = await again({ a: 1, b: [1.5, null, true], c: "é", d: { e: 2n ** 60n }, 7: Object.freeze([1]) });
  const dict = value as Map<string, PyValue>;
  expect(Object.fromEntries(dict)).toEqual({
    a: 1,
    b: [1.5, null, true],
    c: "é",
    d: new Map([["e", 2n ** 60n]]),
    7: [1],
  });
  expect([Object.isFrozen(dict.get("7")), Object.isFrozen(dict.get("b"))]).toEqual([true, false]);
});

test("the same data array is one storage, and equal ones are two", async () => {
  const one = { dtype: "f32" as const, shape: [4], data };
  const { tensors } = await again({ a: one, b: { ...one, shape: [2, 2] }, c: one, d: { ...one, data: data.slice() } });
  const storageOf = (name: string) => tensors.get(name)!.storage;
  expect(tiedTensors(tensors)).toEqual([["a", "c"]]);
  expect(storageOf("b")).toBe(storageOf("a"));
  expect(storageOf("d")).not.toBe(storageOf("a"));
});

test("one storage may be seen as two element types", async () => {
  const bytes = new Uint8Array(data.buffer);
  const { tensors } = await again({
    u: { dtype: "u8", shape: [16], data: bytes },
    f: { dtype: "f32", shape: [4], data: bytes },
  });
  expect(tensors.get("f")!.storage).toBe(tensors.get("u")!.storage);
  expect(await tensors.get("f")!.read()).toEqual(data);
});

test("kinds of dict and their attributes are kept", async () => {
  const attributes = new Map<PyValue, PyValue>([["_metadata", new Map([["version", 1]])]]);
  const ordered = withDictType(new Map([["w", 1]]), { type: "OrderedDict", attributes });
  const { value } = await again([ordered, withDictType(new Map([["x", 2]]), { type: "Counter" })]);
  const [first, second] = value as ReadonlyMap<PyValue, PyValue>[];
  expect(dictType(first)).toEqual({ type: "OrderedDict", attributes });
  expect([dictType(second).type, second.get("x")]).toEqual(["Counter", 2]);
});

const REFUSED: [string, Writable][] = [
  ["a function", (() => 1) as never],
  ["undefined", undefined as never],
  ["a Date", new Date(0) as never],
  ["a defaultdict", withDictType(new Map(), { type: "defaultdict" })],
  ["a frozenset", Object.freeze(new Set([1]))],
  ["half a surrogate", "\ud800"],
  ["a whole number of 300 bytes", 2n ** 2400n],
  ["a namespace", { kind: "namespace", type: "argparse.Namespace", attributes: new Map() }],
  ["a numpy array", { kind: "ndarray", dtype: "f32", shape: [4], data }],
  ["a name", { kind: "global", module: "os", name: "system" }],
  ["an unknown dtype", { kind: "dtype", name: "quint8" }],
];

test.each(REFUSED)("%s is not written", async (_, value) => {
  expect((await errorOf(() => encodePyTorch({ value }))).code).toBe("unwritable-value");
});

test("what holds itself, or is too deep, is not written", async () => {
  const list: Writable[] = [];
  list.push(list);
  expect((await errorOf(() => encodePyTorch(list))).message).toContain("itself");
  let deep: Writable = 1;
  for (let i = 0; i < 501; i++) deep = [deep];
  expect((await errorOf(() => encodePyTorch(deep))).message).toContain("deep");
});

test("safetensors refuses names twice, reserved names and c128", async () => {
  const one = { dtype: "f32" as const, shape: [4], data };
  expect(
    (
      await errorOf(() =>
        encodeSafetensors([
          ["a", one],
          ["a", one],
        ]),
      )
    ).code,
  ).toBe("unwritable-value");
  expect((await errorOf(() => encodeSafetensors([["__metadata__", one]]))).code).toBe("unwritable-value");
  const complex = { dtype: "c128" as const, shape: [1], data: new Float64Array(2) };
  expect((await errorOf(() => encodeSafetensors([["a", complex]]))).code).toBe("unsupported-dtype");
});

test("safetensors names that look like numbers or properties keep their place", async () => {
  const one = { dtype: "f32" as const, shape: [4], data };
  const bytes = await gathered(
    encodeSafetensors([
      ["b", one],
      ["10", one],
      ["__proto__", one],
      ["9", one],
      ["🐈", one],
      ["１", one],
    ]).chunks,
  );
  const { tensors } = await openCheckpoint(bytes);
  expect([...tensors.keys()]).toEqual(["10", "9", "__proto__", "b", "１", "🐈"]);
  expect(Number(new DataView(bytes.buffer).getBigUint64(0, true)) % 8).toBe(0);
});

test("whole numbers of any size go to bytes and back", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 300n), max: 2n ** 300n }), (value) => {
      expect(BigInt(decodeLong(encodeLong(value)))).toBe(value);
    }),
    { seed: 3 },
  );
  for (const [value, bytes] of [
    [0n, []],
    [127n, [127]],
    [128n, [128, 0]],
    [-128n, [128]],
    [-129n, [127, 255]],
    [-1n, [255]],
  ] as [bigint, number[]][]) {
    expect([...encodeLong(value)]).toEqual(bytes);
  }
});

test("the checksum is that of zlib, in one piece or two", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.uint8Array({ maxLength: 100 }), (a, b) => {
      expect(crc32(b, crc32(a))).toBe(nodeCrc32(Buffer.concat([a, b])));
    }),
    { seed: 4 },
  );
});

test("64-bit records are written where they are needed, and read", async () => {
  const inputs = ["archive/data.pkl", "archive/x"].map((name, i) => ({
    name,
    content: () => [new Uint8Array(100 + i)],
  }));
  for (const zip64 of [false, true]) {
    const bytes = await gathered(writeZip(inputs, { crc32, zip64 }));
    const entries = await readZipDirectory(
      { size: bytes.length, read: async (offset, length) => bytes.slice(offset, offset + length) },
      { limits: DEFAULT_LIMITS },
    );
    expect([...entries.values()].map(({ name, size }) => [name, size])).toEqual([
      ["archive/data.pkl", 100],
      ["archive/x", 101],
    ]);
  }
  const many = Array.from({ length: 70_000 }, (_, i) => ({ name: `archive/${i}`, content: () => [] }));
  const bytes = await gathered(writeZip(many, { crc32 }));
  const source = {
    size: bytes.length,
    read: async (offset: number, length: number) => bytes.slice(offset, offset + length),
  };
  expect((await readZipDirectory(source, { limits: DEFAULT_LIMITS })).size).toBe(70_000);
});

test("storages begin at multiples of 64 bytes, as memory maps like them", async () => {
  const bytes = await gathered(
    encodePyTorch({ a: { dtype: "f32", shape: [4], data }, b: { dtype: "u8", shape: [3], data: new Uint8Array(3) } }),
  );
  const at = Buffer.from(bytes).indexOf(Buffer.from(data.buffer));
  expect([at > 0, at % 64]).toEqual([true, 0]);
});

test("a Blob is read in parts", async () => {
  const blob = new Blob([goldenFile("flat.safetensors")]);
  const { tensors } = await openCheckpoint(blob);
  expect(await tensors.get("scalar")!.read()).toEqual(Float32Array.of(3.5));
  const reason = new Error("enough");
  await expect(blobSource(blob).read(0, 1, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});
