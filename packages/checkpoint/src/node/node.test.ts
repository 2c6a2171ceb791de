import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { openCheckpoint as openBytes } from "../open-checkpoint.ts";
import type { TensorSource } from "../tensor/tensor.ts";
import { describeValue } from "../testing/describe-value.ts";
import { golden, goldenFile, goldenPath } from "../testing/golden.ts";
import { fileSource } from "./file-source.ts";
import { openCheckpoint } from "./open-checkpoint.ts";
import { writePyTorch } from "./write-pytorch.ts";
import { writeSafetensors } from "./write-safetensors.ts";
import { writeShards } from "./write-shards.ts";

test.each(Object.keys(golden.files))("%s is the same from a file as from memory", async (name) => {
  await using fromFile = await openCheckpoint(goldenPath(name));
  const fromMemory = await openBytes(goldenFile(name));
  expect(await describeValue(fromFile.value)).toEqual(await describeValue(fromMemory.value));
});

test("a .pt becomes a safetensors file and is .pt again", async () => {
  const folder = temporaryFolder();
  await using first = await openCheckpoint(goldenPath("dtypes.pt"));
  const tensors = [...first.tensors].filter(([, { dtype }]) => dtype !== "c128");
  const progress: unknown[] = [];
  await writeSafetensors(join(folder, "a.safetensors"), tensors, {
    metadata: { b: "2", a: "1" },
    onProgress: (p) => progress.push(p),
  });
  const size = readFileSync(join(folder, "a.safetensors")).length;
  expect(progress.at(-1)).toEqual({ bytes: size, total: size });
  await using second = await openCheckpoint(join(folder, "a.safetensors"));
  expect([...second.metadata]).toEqual([
    ["a", "1"],
    ["b", "2"],
  ]);
  await writePyTorch(join(folder, "a.pt"), second.value);
  await using third = await openCheckpoint(join(folder, "a.pt"));
  for (const [name, tensor] of tensors) expect(await third.tensors.get(name)!.read()).toEqual(await tensor.read());
  expect(readdirSync(folder).sort()).toEqual(["a.pt", "a.safetensors"]);
});

test("a file can be written over the very file it is read from", async () => {
  const folder = temporaryFolder();
  const path = join(folder, "a.safetensors");
  writeFileSync(path, goldenFile("flat.safetensors"));
  await using checkpoint = await openCheckpoint(path);
  await writeSafetensors(path, checkpoint.tensors, { metadata: checkpoint.metadata });
  expect(readFileSync(path).equals(goldenFile("flat.safetensors"))).toBe(true);
});

test("a failure or an abort amid writing leaves the old file as it was", async () => {
  const folder = temporaryFolder();
  const path = join(folder, "a");
  writeFileSync(path, "old");
  const broken: TensorSource = {
    dtype: "u8",
    shape: [4],
    async *chunks() {
      yield new Uint8Array(2);
      throw new Error("the disk is gone");
    },
  };
  const short: TensorSource = {
    ...broken,
    chunks: async function* () {
      yield new Uint8Array(2);
    },
  };
  const long: TensorSource = {
    ...broken,
    chunks: async function* () {
      yield new Uint8Array(5);
    },
  };
  await expect(writeSafetensors(path, [["t", broken]])).rejects.toThrow("the disk is gone");
  await expect(writePyTorch(path, { t: broken })).rejects.toThrow("the disk is gone");
  for (const source of [short, long]) {
    expect((await errorOf(() => writeSafetensors(path, [["t", source]]))).code).toBe("invalid-tensor-data");
    expect((await errorOf(() => writePyTorch(path, { t: source }))).code).toBe("invalid-tensor-data");
  }
  const reason = new Error("enough");
  await using checkpoint = await openCheckpoint(goldenPath("training.pt"));
  const stop = new AbortController();
  const write = writeSafetensors(path, checkpoint.tensors, {
    signal: stop.signal,
    onProgress: () => stop.abort(reason),
  });
  await expect(write).rejects.toBe(reason);
  await expect(writePyTorch(path, checkpoint.value, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  await expect(openCheckpoint(path, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  expect(readFileSync(path, "utf8")).toBe("old");
  expect(readdirSync(folder)).toEqual(["a"]);
});

test("shards and their index hold every tensor once, and are read as one", async () => {
  const folder = temporaryFolder();
  const tensors = new Map(
    [10, 20, 5, 100, 1].map((n, i) => [`t${i}`, { dtype: "u8" as const, shape: [n], data: new Uint8Array(n).fill(i) }]),
  );
  const progress: number[] = [];
  const names = await writeShards(folder, tensors, {
    maxShardBytes: 32,
    metadata: { format: "pt" },
    onProgress: ({ bytes }) => progress.push(bytes),
  });
  expect(names).toEqual(
    [1, 2, 3, 4].map((i) => `model-0000${i}-of-00004.safetensors`).concat("model.safetensors.index.json"),
  );
  expect([...progress].sort((a, b) => a - b)).toEqual(progress);
  const index = JSON.parse(readFileSync(join(folder, "model.safetensors.index.json"), "utf8"));
  expect(index.metadata).toEqual({ total_size: 136 });
  expect(index.weight_map.t3).toBe("model-00003-of-00004.safetensors");
  await using joined = await openCheckpoint(join(folder, "model.safetensors.index.json"));
  expect(joined.format).toBe("safetensors-index");
  for (const [name, { data }] of tensors) expect(await joined.tensors.get(name)!.read()).toEqual(data);
  rmSync(join(folder, names[1]));
  expect((await errorOf(() => openCheckpoint(join(folder, "model.safetensors.index.json")))).code).toBe(
    "file-not-found",
  );
});

test("when a shard fails, none is left", async () => {
  const folder = temporaryFolder();
  const good = { dtype: "u8" as const, shape: [1], data: new Uint8Array(1) };
  const bad: TensorSource = { dtype: "u8", shape: [1], async *chunks() {} };
  expect(
    (
      await errorOf(() =>
        writeShards(
          folder,
          [
            ["a", good],
            ["b", bad],
          ],
          { maxShardBytes: 1 },
        ),
      )
    ).code,
  ).toBe("invalid-tensor-data");
  expect(
    (
      await errorOf(() =>
        writeShards(folder, [
          ["a", good],
          ["a", good],
        ]),
      )
    ).code,
  ).toBe("unwritable-value");
  expect((await errorOf(() => writeShards(folder, [["a", good]], { maxShardBytes: 0 }))).code).toBe("unwritable-value");
  expect((await errorOf(() => writeShards(folder, [["a", good]], { base: "../a" }))).code).toBe("unsafe-path");
  expect(readdirSync(folder)).toEqual([]);
});

test.each(["../out.safetensors", "/etc/out.safetensors", "a\\b.safetensors", "C:x.safetensors"])(
  "an index that names %s is refused",
  async (file) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "i.json"), JSON.stringify({ weight_map: { a: file } }));
    expect((await errorOf(() => openCheckpoint(join(folder, "i.json")))).code).toBe("unsafe-path");
  },
);

test("what is no file is told, and a closed checkpoint gives nothing more", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "d"));
  expect((await errorOf(() => openCheckpoint(join(folder, "none.pt")))).code).toBe("file-not-found");
  expect((await errorOf(() => openCheckpoint(join(folder, "d")))).code).toBe("not-a-file");
  const checkpoint = await openCheckpoint(goldenPath("dtypes.pt"));
  await checkpoint.close();
  await checkpoint.close();
  expect((await errorOf(() => checkpoint.tensors.get("f32")!.read())).code).toBe("closed-checkpoint");
});

test("a file that shrinks while it is open is noticed", async () => {
  const path = join(temporaryFolder(), "a.safetensors");
  writeFileSync(path, goldenFile("flat.safetensors"));
  await using checkpoint = await openCheckpoint(path);
  writeFileSync(path, "short");
  expect((await errorOf(() => checkpoint.tensors.get("f32")!.read())).code).toBe("file-changed");
});

test("a file as a source gives its bytes", async () => {
  const source = await fileSource(goldenPath("dtypes.pt"));
  const bytes = await source.read(0, source.size);
  await source.close();
  expect(createHash("sha256").update(bytes).digest("hex")).toBe(golden.files["dtypes.pt"].sha256);
});
