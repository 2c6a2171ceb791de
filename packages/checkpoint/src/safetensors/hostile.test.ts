import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { openCheckpoint } from "../open-checkpoint.ts";
import { bytesSource } from "../source/bytes-source.ts";
import { goldenFile } from "../testing/golden.ts";

function file(header: unknown, data = 0, claimed?: bigint): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + json.length + data);
  new DataView(bytes.buffer).setBigUint64(0, claimed ?? BigInt(json.length), true);
  bytes.set(json, 8);
  return bytes;
}

const f32 = (start: number, end: number, shape = [(end - start) / 4]) => ({
  dtype: "F32",
  shape,
  data_offsets: [start, end],
});

test("headers as the format has them are read", async () => {
  for (const [bytes, names] of [
    [file({}), []],
    [file(`${JSON.stringify({ a: f32(0, 4, []) })}     `, 4), ["a"]],
    [file({ b: f32(4, 8), a: f32(0, 4), e: f32(4, 4, [0]) }, 8), ["a", "e", "b"]],
    [file({ __proto: f32(0, 4), "": f32(4, 8) }, 8), ["__proto", ""]],
    [file('{"__proto__":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}', 1), ["__proto__"]],
  ] as [Uint8Array<ArrayBuffer>, string[]][]) {
    expect([...(await openCheckpoint(bytes)).tensors.keys()]).toEqual(names);
  }
});

const HOSTILE: [string, string, Uint8Array<ArrayBuffer>][] = [
  ["a header longer than the file", "corrupt-safetensors", file({ a: f32(0, 4) }, 4, 60n)],
  ["a header of 100,000,001 bytes", "checkpoint-too-large", file({ a: f32(0, 4) }, 4, 100_000_001n)],
  ["a header of 2^47 bytes", "checkpoint-too-large", file({ a: f32(0, 4) }, 4, 2n ** 47n)],
  ["a header of 2^63 bytes", "unknown-checkpoint", file({ a: f32(0, 4) }, 4, 2n ** 63n)],
  ["a header that ends early", "corrupt-safetensors", file({ a: f32(0, 4) }, 4, 10n)],
  ["no JSON", "corrupt-safetensors", file('{"a"')],
  ["JSON with a comma too many", "corrupt-safetensors", file('{"a":1,}')],
  ["NaN", "corrupt-safetensors", file('{"a":NaN}')],
  ["a byte order mark", "unknown-checkpoint", file("\ufeff{}")],
  ["a space first", "unknown-checkpoint", file(" {}")],
  ["bytes that are no UTF-8", "corrupt-safetensors", new Uint8Array([3, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0xff, 0x7d])],
  ["deep nesting", "corrupt-safetensors", file(`{"a":${"[".repeat(200_000)}${"]".repeat(200_000)}}`)],
  [
    "a name twice",
    "corrupt-safetensors",
    file(`{"a":${JSON.stringify(f32(0, 4))},"a":${JSON.stringify(f32(0, 4))}}`, 4),
  ],
  [
    "a name twice, once escaped",
    "corrupt-safetensors",
    file(`{"a":${JSON.stringify(f32(0, 4))},"\\u0061":${JSON.stringify(f32(0, 4))}}`, 4),
  ],
  [
    "a field twice",
    "corrupt-safetensors",
    file('{"a":{"dtype":"F32","dtype":"F64","shape":[1],"data_offsets":[0,4]}}', 4),
  ],
  ["an overlap", "corrupt-safetensors", file({ a: f32(0, 8), b: f32(4, 12) }, 12)],
  ["the same place twice", "corrupt-safetensors", file({ a: f32(0, 8), b: f32(0, 8) }, 8)],
  ["a hole", "corrupt-safetensors", file({ a: f32(0, 4), b: f32(8, 12) }, 12)],
  ["a hole at the beginning", "corrupt-safetensors", file({ a: f32(4, 8) }, 8)],
  ["a hole at the end", "corrupt-safetensors", file({ a: f32(0, 4) }, 8)],
  ["data cut short", "corrupt-safetensors", file({ a: f32(0, 8) }, 4)],
  ["offsets in reverse", "corrupt-safetensors", file({ a: { ...f32(0, 4), data_offsets: [4, 0] } }, 4)],
  ["three offsets", "corrupt-safetensors", file({ a: { ...f32(0, 4), data_offsets: [0, 4, 8] } }, 4)],
  ["a negative offset", "corrupt-safetensors", file({ a: { ...f32(0, 4), data_offsets: [-4, 0] } }, 4)],
  ["a broken offset", "corrupt-safetensors", file({ a: { ...f32(0, 4), data_offsets: [0, 4.5] } }, 4)],
  [
    "an offset of 2^60",
    "corrupt-safetensors",
    file(`{"a":{"dtype":"F32","shape":[1],"data_offsets":[1152921504606846976,1152921504606846980]}}`, 4),
  ],
  ["a shape that is longer", "corrupt-safetensors", file({ a: f32(0, 4, [2]) }, 4)],
  ["a type within 600 arrays", "corrupt-safetensors", file(`{"a":{"dtype":${"[".repeat(600)}${"]".repeat(600)}}}`)],
  ["a type that is an array", "unsupported-dtype", file({ a: { ...f32(0, 4), dtype: [["F32"]] } }, 4)],
  ["a shape that overflows", "corrupt-safetensors", file({ a: f32(0, 4, [2 ** 32, 2 ** 32, 2 ** 32]) }, 4)],
  ["a negative side", "corrupt-safetensors", file({ a: f32(0, 4, [-1, -1]) }, 4)],
  ["a shape that is a text", "corrupt-safetensors", file({ a: { ...f32(0, 4), shape: "1" } }, 4)],
  ["100 dimensions", "corrupt-safetensors", file({ a: f32(0, 4, new Array(100).fill(1)) }, 4)],
  ["an unknown type", "unsupported-dtype", file({ a: { ...f32(0, 4), dtype: "F128" } }, 4)],
  ["a type of half bytes", "unsupported-dtype", file({ a: { ...f32(0, 4), dtype: "F4" } }, 4)],
  ["a type that is a number", "unsupported-dtype", file({ a: { ...f32(0, 4), dtype: 4 } }, 4)],
  ["no type", "unsupported-dtype", file({ a: { shape: [1], data_offsets: [0, 4] } }, 4)],
  ["a field too many", "corrupt-safetensors", file({ a: { ...f32(0, 4), code: "x" } }, 4)],
  ["a tensor that is null", "corrupt-safetensors", file({ a: null })],
  ["a tensor that is a list", "corrupt-safetensors", file({ a: [] })],
  ["metadata that is a list", "corrupt-safetensors", file({ __metadata__: [] })],
  ["metadata that is a number", "corrupt-safetensors", file({ __metadata__: { a: 1 } })],
];

test("JSON of more keys, objects or values than allowed is refused before it is parsed", async () => {
  const limits = { objects: 80 };
  for (const text of [
    `{"a":[${"[],".repeat(40)}0]}`,
    `{"a":[${"0,".repeat(103)}0]}`,
    `{"weight_map":{"a":[${"0,".repeat(103)}0]}}`,
    `{"a":"${":".repeat(42)}"}`,
  ]) {
    const bytes = text.includes("map") ? new TextEncoder().encode(text) : file(text);
    expect((await errorOf(() => openCheckpoint(bytes, { limits }))).code).toBe("checkpoint-too-large");
  }
  const ten = file(Object.fromEntries(Array.from({ length: 10 }, (_, i) => [i, f32(4 * i, 4 * i + 4)])), 40);
  expect((await openCheckpoint(ten, { limits })).tensors.size).toBe(10);
});

test.each(HOSTILE)("a header with %s is refused", async (_, code, bytes) => {
  expect((await errorOf(() => openCheckpoint(bytes))).code).toBe(code);
});

const shard = (name: string) => file({ [name]: f32(0, 4) }, 4);
const index = (content: unknown) =>
  new TextEncoder().encode(typeof content === "string" ? content : JSON.stringify(content));

async function openIndex(content: unknown, shards: Record<string, Uint8Array>): Promise<unknown> {
  const checkpoint = await openCheckpoint(index(content), { openShard: async (name) => bytesSource(shards[name]) });
  return [checkpoint.format, [...checkpoint.tensors.keys()], Object.fromEntries(checkpoint.metadata)];
}

const two = { "1.safetensors": shard("a"), "2.safetensors": shard("b") };

test("an index joins its shards", async () => {
  const content = { metadata: { total_size: 8, note: "x" }, weight_map: { b: "2.safetensors", a: "1.safetensors" } };
  expect(await openIndex(content, two)).toEqual(["safetensors-index", ["b", "a"], { total_size: "8", note: "x" }]);
  expect((await errorOf(() => openCheckpoint(index(content)))).code).toBe("unsupported-checkpoint");
});

test.each([
  ["no map", { metadata: {} }],
  ["a map that is a list", { weight_map: [] }],
  ["a shard that is a number", { weight_map: { a: 1 } }],
  ["a shard that is a pickle", { weight_map: { a: "1.bin" } }],
  ["a tensor in the wrong shard", { weight_map: { a: "2.safetensors", b: "1.safetensors" } }],
  ["a tensor that is nowhere", { weight_map: { a: "1.safetensors", b: "2.safetensors", c: "1.safetensors" } }],
  ["metadata within 600 arrays", `{"weight_map":{},"metadata":{"a":${"[".repeat(600)}${"]".repeat(600)}}}`],
  ["a tensor left out", { weight_map: { a: "1.safetensors", x: "2.safetensors" } }],
  ["a name twice", '{"weight_map":{"a":"1.safetensors","a":"2.safetensors"}}'],
  ["no JSON", '{"weight_map":'],
  [
    "20,000 shards",
    { weight_map: Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [i, `${i}.safetensors`])) },
  ],
])("an index with %s is refused", async (_, content) => {
  expect((await errorOf(() => openIndex(content, two))).code).toBe("corrupt-index");
});

test("the shards that do not fit are noticed before all are opened", async () => {
  const opened: string[] = [];
  const openShard = async (name: string) => {
    opened.push(name);
    return bytesSource(shard("a"));
  };
  const names = ["a", "b", "c", "d"].map((name, i) => [name, `${"./".repeat(i)}1.safetensors`]);
  const content = index({ weight_map: Object.fromEntries(names) });
  expect((await errorOf(() => openCheckpoint(content, { openShard }))).code).toBe("corrupt-index");
  expect(opened).toEqual(["1.safetensors", "./1.safetensors"]);
});

test.each([
  ["nothing", new Uint8Array(0), "unknown-checkpoint"],
  ["a web page", index("<!DOCTYPE html><html>"), "unknown-checkpoint"],
  ["a Git LFS pointer", index("version https://git-lfs.github.com/spec/v1"), "unknown-checkpoint"],
  ["an index that is a list", index('["weight_map"]'), "unknown-checkpoint"],
  ["a bare pickle", new Uint8Array([0x80, 4, 0x4e, 0x2e]), "unsupported-checkpoint"],
  [
    "a tar archive",
    new Uint8Array(Buffer.concat([Buffer.alloc(257), Buffer.from("ustar"), Buffer.alloc(250)])),
    "unsupported-checkpoint",
  ],
])("%s is told apart", async (_, bytes, code) => {
  expect((await errorOf(() => openCheckpoint(bytes))).code).toBe(code);
});

test("a source that gives fewer bytes than it has is a file that changed", async () => {
  const bytes = goldenFile("flat.safetensors");
  const whole = bytesSource(bytes);
  let short = false;
  const { tensors } = await openCheckpoint({
    size: whole.size,
    read: (offset, length) => whole.read(offset, short ? length - 1 : length),
  });
  short = true;
  expect((await errorOf(() => tensors.get("f32")!.read())).code).toBe("file-changed");
});
