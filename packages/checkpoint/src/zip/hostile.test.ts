import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { openCheckpoint } from "../open-checkpoint.ts";
import { bytesSource } from "../source/bytes-source.ts";
import { assemble, p } from "../testing/assemble.ts";
import { buildCheckpoint, buildZip, type TestEnd, type TestEntry } from "../testing/build-zip.ts";
import { goldenFile } from "../testing/golden.ts";

const pickle = assemble(p.dict(p.text("w"), p.tensor("0", 4)));
const storage = new Uint8Array(16).map((_, i) => i);
const good: TestEntry[] = [
  { name: "archive/data.pkl", data: pickle },
  { name: "archive/data/0", data: storage },
];
const withPickle = (change: Partial<TestEntry>) => buildZip([{ ...good[0], ...change }, good[1]]);
const withStorage = (change: Partial<TestEntry>) => buildZip([good[0], { ...good[1], ...change }]);
const withEnd = (end: TestEnd) => buildZip(good, end);
const named = (name: string) => buildZip([...good, { name, data: storage }]);
const wide = (...fields: bigint[]) => {
  const extra = Buffer.alloc(4 + 8 * fields.length);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(8 * fields.length, 2);
  fields.forEach((field, i) => {
    extra.writeBigUInt64LE(field, 4 + 8 * i);
  });
  return extra;
};

test("the archive that the others are made from is read", async () => {
  const { tensors } = await openCheckpoint(buildZip(good));
  expect(new Uint8Array((await tensors.get("w")!.read()).buffer)).toEqual(storage);
});

const HOSTILE: [string, string, Uint8Array][] = [
  ["two entries of one name", "corrupt-zip", buildZip([...good, good[1]])],
  ["two checkpoints", "corrupt-zip", buildZip([...good, { name: "other/data.pkl", data: pickle }])],
  ["a name that climbs", "corrupt-zip", named("archive/../../evil")],
  ["a name that is absolute", "corrupt-zip", named("/etc/passwd")],
  ["a name with a backslash", "corrupt-zip", named("archive\\data")],
  ["a name with a NUL", "corrupt-zip", named("archive/data/0\0.txt")],
  ["a name that is empty", "corrupt-zip", named("")],
  ["a name that is a dot", "corrupt-zip", named("archive/./x")],
  ["a name that is no UTF-8", "corrupt-zip", buildZip([...good, { name: "x", rawName: Uint8Array.of(0xff) }])],
  ["no checkpoint at all", "unsupported-checkpoint", buildZip([{ name: "readme.txt", data: storage }])],
  ["a pickle too deep in folders", "unsupported-checkpoint", buildZip([{ name: "a/b/data.pkl", data: pickle }])],
  [
    "a TorchScript program",
    "unsupported-checkpoint",
    buildZip([...good, { name: "archive/constants.pkl", data: pickle }]),
  ],
  [
    "a big-endian machine",
    "unsupported-checkpoint",
    buildZip([...good, { name: "archive/byteorder", data: Buffer.from("big") }]),
  ],
  [
    "a byte order of a megabyte",
    "checkpoint-too-large",
    buildZip([...good, { name: "archive/byteorder", data: new Uint8Array(2 ** 20) }]),
  ],
  ["encryption", "unsupported-checkpoint", withPickle({ flags: 1 })],
  ["another compression", "unsupported-checkpoint", withPickle({ method: 12 })],
  ["stored with two sizes", "corrupt-zip", withPickle({ size: 5 })],
  ["a wrong checksum of the pickle", "corrupt-zip", withPickle({ crc: 1 })],
  ["another name in the local header", "corrupt-zip", withPickle({ localName: "archive/evil.pkl" })],
  ["another method in the local header", "corrupt-zip", withPickle({ localMethod: 8 })],
  ["another size in the local header", "corrupt-zip", withPickle({ localPackedSize: 3 })],
  ["a header where there is none", "corrupt-zip", withPickle({ offset: 1 })],
  ["a header past the directory", "corrupt-zip", withPickle({ offset: 0x7fffffff })],
  ["entries that overlap", "corrupt-zip", withStorage({ offset: 0 })],
  ["an entry larger than its place", "corrupt-zip", withPickle({ size: 10_000, packedSize: 10_000 })],
  ["an entry of 4 GiB", "corrupt-zip", withPickle({ size: 0xfffffffe, packedSize: 0xfffffffe })],
  [
    "an entry of 2^60 bytes",
    "corrupt-zip",
    withPickle({ size: 0xffffffff, packedSize: 0xffffffff, extra: wide(2n ** 60n, 2n ** 60n) }),
  ],
  [
    "64-bit sizes that are cut",
    "corrupt-zip",
    withPickle({ size: 0xffffffff, packedSize: 0xffffffff, extra: wide(16n) }),
  ],
  ["64-bit sizes that are missing", "corrupt-zip", withPickle({ size: 0xffffffff, packedSize: 0xffffffff })],
  [
    "deflate that claims 1 TiB",
    "corrupt-zip",
    withPickle({
      method: 8,
      size: 0xffffffff,
      packedSize: 0xffffffff,
      extra: wide(2n ** 40n, 100n),
      localPackedSize: 0xffffffff,
    }),
  ],
  ["deflate that gives more than it claims", "corrupt-zip", withPickle({ method: 8, size: 10 })],
  ["deflate that gives less than it claims", "corrupt-zip", withPickle({ method: 8, size: pickle.length + 1 })],
  ["deflate that is noise", "corrupt-zip", withPickle({ method: 8, packedSize: 40, size: 40, localPackedSize: 40 })],
  [
    "a deflated pickle of 70 MiB",
    "checkpoint-too-large",
    withPickle({ method: 8, data: new Uint8Array(70 * 2 ** 20) }),
  ],
  ["more entries than records", "corrupt-zip", withEnd({ count: 3 })],
  ["65,000 entries", "corrupt-zip", withEnd({ count: 65_000 })],
  ["fewer entries than records", "corrupt-zip", withEnd({ count: 1 })],
  ["several disks", "unsupported-checkpoint", withEnd({ disk: 1 })],
  ["entries on another disk", "unsupported-checkpoint", withEnd({ diskCount: 1 })],
  ["a directory that is elsewhere", "corrupt-zip", withEnd({ offset: 5 })],
  ["a directory of another size", "corrupt-zip", withEnd({ size: 5 })],
  ["a directory of 4 GiB", "corrupt-zip", withEnd({ size: 0xfffffff0 })],
  ["bytes behind the end", "corrupt-zip", Buffer.concat([buildZip(good), storage])],
  [
    "a second archive in the comment",
    "corrupt-zip",
    buildZip(good, { comment: buildZip([{ name: "archive/data.pkl", data: assemble(p.int(1)) }]) }),
  ],
  ["a zip64 locator to nowhere", "corrupt-zip", buildZip(good, { after: locator(2n ** 62n) })],
  ["a zip64 locator to no record", "corrupt-zip", buildZip(good, { after: locator(0n) })],
  ["no entries", "unknown-checkpoint", buildZip([])],
];

function locator(offset: bigint): Uint8Array {
  const bytes = Buffer.alloc(76);
  bytes.writeUInt32LE(0x07064b50, 56);
  bytes.writeBigUInt64LE(offset, 64);
  return bytes;
}

test.each(HOSTILE)("an archive with %s is refused", async (_, code, bytes) => {
  expect((await errorOf(() => openCheckpoint(bytes))).code).toBe(code);
});

test.each([
  ["a wrong checksum of a storage", withStorage({ crc: 1 })],
  ["a deflated storage with a wrong checksum", withStorage({ method: 8, crc: 1 })],
  [
    "a deflated storage that is longer",
    buildZip([good[0], { name: "archive/data/0", data: new Uint8Array(17), method: 8, size: 16 }]),
  ],
  ["another name in a storage's local header", withStorage({ localName: "archive/data/1" })],
])("%s shows when it is read", async (_, bytes) => {
  const { tensors } = await openCheckpoint(bytes);
  const tensor = tensors.get("w")!;
  expect((await errorOf(() => tensor.read())).code).toBe("corrupt-zip");
  const stream = async () => {
    for await (const chunk of tensor.chunks()) expect(chunk.length).toBeGreaterThan(0);
  };
  expect((await errorOf(stream)).code).toBe("corrupt-zip");
});

test("a deflated storage is read in part and whole, and an abort stops it", async () => {
  const numbers = Float32Array.from({ length: 300_000 }, (_, i) => i % 1000);
  const view = assemble(
    p.dict(p.text("all"), p.tensor("0", 300_000), p.text("part"), p.tensor("0", 300_000, { offset: 1234, size: [5] })),
  );
  const file = buildZip([
    { name: "archive/data.pkl", data: view, method: 8 },
    { name: "archive/data/0", data: new Uint8Array(numbers.buffer), method: 8 },
  ]);
  const { tensors } = await openCheckpoint(file);
  expect(await tensors.get("part")!.read()).toEqual(Float32Array.of(234, 235, 236, 237, 238));
  expect(await tensors.get("all")!.read()).toEqual(numbers);
  const reason = new Error("enough");
  await expect(tensors.get("all")!.read({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

test.each(["tied.pt", "tied-legacy.pt", "tied-zip64.pt", "tied-deflated.pt", "flat.safetensors"])(
  "%s cut short at any byte is refused",
  async (name) => {
    const bytes = goldenFile(name);
    const codes = new Set<string>();
    for (let length = 0; length < bytes.length; length++) {
      codes.add((await errorOf(() => openCheckpoint(bytes.slice(0, length)))).code);
    }
    const known = [
      "corrupt-zip",
      "corrupt-pickle",
      "corrupt-safetensors",
      "unknown-checkpoint",
      "unsupported-checkpoint",
    ];
    expect(known).toEqual(expect.arrayContaining([...codes]));
  },
);

test("opening reads the directory and the pickle, and not the storages", async () => {
  const size = 50_000_000;
  const file = buildCheckpoint(assemble(p.tensor("0", size / 4)), { 0: new Uint8Array(size) });
  const source = bytesSource(file);
  let read = 0;
  const { tensors } = await openCheckpoint({
    size: source.size,
    read: (offset, length) => {
      read += length;
      return source.read(offset, length);
    },
  });
  expect(read).toBeLessThan(100_000);
  expect(tensors.get("tensor")!.byteLength).toBe(size);
});
