import { appendFileSync } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { gitBlobSha1 } from "@tiny-cats/files";
import { expect, test } from "vitest";
import { formulaBytes } from "../../../../tooling/golden/formula-picture.ts";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { commitBody } from "./commit-body.ts";
import { fileBody } from "./file-body.ts";
import { stampOf } from "./local-file.ts";
import type { PlannedFile } from "./upload-plan.ts";

const BLOCK = 3 << 16;

async function planned(folder: string, path: string): Promise<PlannedFile> {
  const source = join(folder, path);
  const info = await stat(source, { bigint: true });
  return { path, source, bytes: Number(info.size), stamp: stampOf(info) };
}

const header = { summary: "s", description: "", parentCommit: "p" };

test("files of every size come out as they are, with the length that was told and git's own hash", async () => {
  const sizes = [0, 1, 2, 3, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 3 * BLOCK + 2];
  const contents = Object.fromEntries(sizes.map((size, i) => [`${i} "é\\n.txt`, formulaBytes(i, size)]));
  const folder = folderOf(contents);
  const regular = await Promise.all(Object.keys(contents).map((path) => planned(folder, path)));
  const hashed: string[] = [];
  const batch = { regular, lfs: [], deleted: [{ path: "old", bytes: 1 }] };
  const body = commitBody(batch, header, ({ path }) => hashed.push(path));
  for (const round of [1, 2]) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of body.chunks()) chunks.push(chunk);
    const text = Buffer.concat(chunks);
    expect(text.length).toBe(body.bytes);
    const lines = text
      .toString()
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.slice(0, 2)).toEqual([
      { key: "header", value: header },
      { key: "deletedFile", value: { path: "old" } },
    ]);
    const files = lines.slice(2).map(({ value }) => [value.path, new Uint8Array(Buffer.from(value.content, "base64"))]);
    expect(Object.fromEntries(files)).toEqual(contents);
    // Once, though the body is read twice.
    expect(hashed, `round ${round}`).toHaveLength(sizes.length);
  }
  expect(regular.map(({ gitSha1 }) => gitSha1)).toEqual(Object.values(contents).map(gitBlobSha1));
});

test.each([10, 3 * BLOCK])("a file of %i bytes that grows before it is read is noticed", async (size) => {
  const folder = folderOf({ a: formulaBytes(1, size) });
  const file = await planned(folder, "a");
  appendFileSync(file.source, "more");
  const reading = async () => {
    for await (const _ of commitBody({ regular: [file], lfs: [], deleted: [] }, header, () => {}).chunks());
  };
  await expect(reading()).rejects.toMatchObject({ code: "file-changed", value: "a" });
});

test("a part of a file is read exactly, in blocks that are used again or not", async () => {
  const bytes = formulaBytes(1, 2_000_003);
  const file = await planned(folderOf({ a: bytes }), "a");
  for (const reuse of [true, false]) {
    const counts: number[] = [];
    const parts: Buffer[] = [];
    const fault = (error: unknown) => expect.unreachable(String(error));
    const stream = fileBody(file, { start: 5, end: 1_900_001 }, { reuse, sent: (count) => counts.push(count), fault });
    for await (const chunk of stream) parts.push(Buffer.from(chunk));
    expect(counts.reduce((a, b) => a + b)).toBe(1_899_996);
    expect(Buffer.concat(parts).equals(bytes.subarray(5, 1_900_001))).toBe(true);
  }
});

test("a file that changes while its stream is read fails the stream, and says why", async () => {
  const file = await planned(folderOf({ a: formulaBytes(1, 2_000_000) }), "a");
  const faults: unknown[] = [];
  const stream = fileBody(
    file,
    { start: 0, end: 2_000_000 },
    { reuse: true, sent: () => {}, fault: (error) => faults.push(error) },
  );
  const reader = stream.getReader();
  await reader.read();
  appendFileSync(file.source, "more");
  const rest = async () => {
    while (!(await reader.read()).done);
  };
  await expect(rest()).rejects.toMatchObject({ code: "file-changed" });
  expect(faults).toHaveLength(1);
});

test("a stream that is given up closes its file", async () => {
  const file = await planned(folderOf({ a: formulaBytes(1, 2_000_000) }), "a");
  const stream = fileBody(file, { start: 0, end: 2_000_000 }, { reuse: true, sent: () => {}, fault: () => {} });
  const reader = stream.getReader();
  await reader.read();
  await reader.cancel();
  expect((await reader.read()).done).toBe(true);
});
