import { crc32 } from "@tiny-cats/files/crc32";
import { expect, test } from "vitest";
import { openCheckpoint } from "./open-checkpoint.ts";
import { assemble, p } from "./testing/assemble.ts";
import { virtualSource } from "./testing/virtual-source.ts";
import { dataDescriptor, directory, localHeader, type WrittenEntry } from "./zip/zip-records.ts";

const SIZE = 10_000_000_000;

test("a safetensors file of 10 GB opens by its header, and a tensor at its end is read alone", async () => {
  const header = new TextEncoder().encode(
    JSON.stringify({
      big: { dtype: "F32", shape: [SIZE / 4], data_offsets: [0, SIZE] },
      last: { dtype: "F32", shape: [2], data_offsets: [SIZE, SIZE + 8] },
    }),
  );
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(header.length), true);
  const end = 8 + header.length + SIZE;
  const source = virtualSource(end + 8, [
    [0, length],
    [8, header],
    [end, new Uint8Array(Float32Array.of(1.5, -2).buffer)],
  ]);
  const { tensors } = await openCheckpoint(source);
  expect(tensors.get("big")!.byteLength).toBe(SIZE);
  expect(await tensors.get("last")!.read()).toEqual(Float32Array.of(1.5, -2));
  expect(source.bytesRead).toBeLessThan(1000);
});

test("a zip of 10 GB has 64-bit records, opens by its directory, and streams from past 4 GiB", async () => {
  const pickle = assemble(
    p.dict(
      p.text("big"),
      p.call(
        "torch._utils",
        "_rebuild_tensor_v3",
        p.storageLong("0", BigInt(SIZE)),
        p.int(0),
        p.tuple(p.long(BigInt(SIZE))),
        p.tuple(p.int(1)),
        0x89,
        p.call("collections", "OrderedDict"),
        p.global("torch", "uint8"),
      ),
      p.text("last"),
      p.tensor("1", 4),
    ),
  );
  const last = new Uint8Array(Float32Array.of(1, 2, 3, 4).buffer);
  const pieces: [number, Uint8Array][] = [];
  const entries: WrittenEntry[] = [];
  let at = 0;
  const put = (piece: Uint8Array) => {
    pieces.push([at, piece]);
    at += piece.length;
  };
  for (const [name, content] of [
    ["archive/data/0", undefined],
    ["archive/data/1", last],
    ["archive/data.pkl", pickle],
  ] as const) {
    const bytes = new TextEncoder().encode(name);
    const entry = { name: bytes, crc: content ? crc32(content) : 7, size: content?.length ?? SIZE, offset: at };
    put(localHeader(bytes, at, { align: 64 }));
    if (content) put(content);
    else at += SIZE;
    put(dataDescriptor(entry));
    entries.push(entry);
  }
  put(directory(entries, at));
  const source = virtualSource(at, pieces);
  const { tensors } = await openCheckpoint(source);
  expect(source.bytesRead).toBeLessThan(200_000);
  expect(tensors.get("big")!.byteLength).toBe(SIZE);
  expect(await tensors.get("last")!.read()).toEqual(Float32Array.of(1, 2, 3, 4));
  const blocks = tensors.get("big")!.chunks()[Symbol.asyncIterator]();
  expect((await blocks.next()).value?.length).toBe(2 ** 20);
  await blocks.return?.();
});
