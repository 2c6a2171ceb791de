import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { errorOf } from "../../../../../tooling/testing/error-of.ts";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { openRecordCache } from "./open-record-cache.ts";

const key = (text: string) => createHash("sha256").update(text).digest("hex");
const record = (value: number) => new Uint8Array(12).fill(value);
const open = (folder: string, kind = "a", size = 12) => openRecordCache(folder, { kind: { kind }, size, batch: 3 });
const files = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".records"));

/** A folder with records 0 to 3 in two files. */
async function filled(): Promise<string> {
  const folder = temporaryFolder();
  const cache = await open(folder);
  for (let i = 0; i < 4; i++) await cache.put(key(`${i}`), record(i));
  await cache.flush();
  return folder;
}

test("gives back what was put, at once, after it is written, and in another process", async () => {
  const folder = temporaryFolder();
  const cache = await open(folder);
  await cache.put(key("x"), record(7));
  expect(await cache.get(key("x"))).toEqual(record(7));
  expect(files(folder)).toEqual([]);
  await cache.flush();
  await cache.flush();
  expect(files(folder)).toHaveLength(1);
  expect(await cache.get(key("x"))).toEqual(record(7));
  expect(await (await open(folder)).get(key("x"))).toEqual(record(7));
  expect(await cache.get(key("y"))).toBeUndefined();
});

test("a batch is one file, and what it is of stands beside it", async () => {
  const folder = await filled();
  expect(files(folder)).toHaveLength(2);
  const [place] = readdirSync(folder);
  expect(JSON.parse(readFileSync(join(folder, place, "kind.json"), "utf8"))).toEqual({ kind: "a", bytes: 12 });
});

test("records of another kind or size are elsewhere", async () => {
  const folder = await filled();
  expect(await (await open(folder, "b")).get(key("1"))).toBeUndefined();
  expect(await (await open(folder, "a", 13)).get(key("1"))).toBeUndefined();
  expect(await (await open(folder)).get(key("1"))).toEqual(record(1));
});

test("two that write at once lose nothing of each other", async () => {
  const folder = temporaryFolder();
  const [a, b] = [await open(folder), await open(folder)];
  await Promise.all(
    Array.from({ length: 20 }, async (_, i) => {
      await a.put(key(`a${i}`), record(i));
      await b.put(key(`b${i}`), record(i + 100));
      // What both have is the same, so it does not matter whose is kept.
      await a.put(key(`both${i}`), record(i + 50));
      await b.put(key(`both${i}`), record(i + 50));
    }),
  );
  await Promise.all([a.flush(), b.flush()]);
  const all = await open(folder);
  for (let i = 0; i < 20; i++) {
    expect(await all.get(key(`a${i}`))).toEqual(record(i));
    expect(await all.get(key(`b${i}`))).toEqual(record(i + 100));
    expect(await all.get(key(`both${i}`))).toEqual(record(i + 50));
  }
});

test("a file cut short, at any byte, spoils no record but those that it lost; anything else in it is never given out", async () => {
  const folder = await filled();
  const [place] = readdirSync(folder);
  const [first] = files(folder).sort((a, b) => statSync(join(folder, b)).size - statSync(join(folder, a)).size);
  const whole = readFileSync(join(folder, first));
  const [name] = first.split("/").slice(-1);
  const broken = temporaryFolder();
  mkdirSync(join(broken, place));
  const given = fc.record({
    length: fc.integer({ min: 0, max: whole.length + 8 }),
    flips: fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 })), { maxLength: 3 }),
  });
  const property = fc.asyncProperty(given, async ({ length, flips }) => {
    const bytes = new Uint8Array(length);
    bytes.set(whole.subarray(0, length));
    for (const [at, by] of flips) if (at < length) bytes[at] ^= by;
    writeFileSync(join(broken, place, name), bytes);
    const cache = await open(broken);
    for (let i = 0; i < 4; i++) {
      const found = await cache.get(key(`${i}`));
      if (found) expect(found).toEqual(record(i));
    }
    const intact = flips.length === 0 && length === whole.length;
    if (intact) for (let i = 0; i < 3; i++) expect(await cache.get(key(`${i}`))).toBeDefined();
  });
  await fc.assert(property, { seed: 11, numRuns: 400, examples: [[{ length: whole.length, flips: [] }]] });
});

test("what is damaged is put again beside it, and then found", async () => {
  const folder = await filled();
  for (const file of files(folder)) {
    const bytes = readFileSync(join(folder, file));
    bytes.fill(0xff, bytes.length - 16);
    writeFileSync(join(folder, file), bytes);
  }
  const cache = await open(folder);
  expect(await cache.get(key("3"))).toBeUndefined();
  await cache.put(key("3"), record(3));
  await cache.flush();
  expect(await (await open(folder)).get(key("3"))).toEqual(record(3));
});

test("a table that promises more than there may be is not believed", async () => {
  const folder = await filled();
  const [place] = readdirSync(folder);
  const lie = new Uint8Array(64);
  lie.set(new TextEncoder().encode("TCREC1\n\0"));
  new DataView(lie.buffer).setUint32(8, 0xffffffff, true);
  new DataView(lie.buffer).setUint32(12, 12, true);
  writeFileSync(join(folder, place, "lie.records"), lie);
  mkdirSync(join(folder, place, "folder.records"));
  expect(await (await open(folder)).get(key("1"))).toEqual(record(1));
});

test("a place that can't be written is refused", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "file"), "");
  expect(existsSync(join(folder, "file"))).toBe(true);
  const error = await errorOf(() => open(join(folder, "file"))).catch((other) => other);
  expect(error.code).toMatch(/^(not-writable|folder-not-found|write-failed)$/);
});
