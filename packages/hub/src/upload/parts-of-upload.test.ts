import { expect, test } from "vitest";
import { commitBatches } from "./commit-batches.ts";
import { defaultMessage } from "./default-message.ts";
import { applyRecord, emptyJournal, isRecord } from "./journal-state.ts";
import { pool } from "./pool.ts";
import { slots } from "./slots.ts";
import { speedometer } from "./speedometer.ts";
import type { PlannedFile } from "./upload-plan.ts";

const file = (path: string, bytes = 1): PlannedFile => ({ path, source: path, bytes, stamp: "" });

test("commits are bounded by number and by bytes sent along; deletions come first", () => {
  const regular = Array.from({ length: 999 }, (_, i) => file(`r${i}`));
  const batches = commitBatches({ regular, lfs: [file("l", 1e12)] }, [{ path: "d", bytes: 1 }]);
  expect(batches.map(({ deleted, lfs, regular }) => [deleted.length, lfs.length, regular.length])).toEqual([
    [1, 1, 998],
    [0, 0, 1],
  ]);
  const large = commitBatches(
    { regular: [file("a", 60e6), file("b", 30e6), file("c", 20e6), file("d", 1)], lfs: [] },
    [],
  );
  expect(large.map(({ regular }) => regular.map(({ path }) => path))).toEqual([["a"], ["b", "c"], ["d"]]);
  expect(commitBatches({ regular: [], lfs: [] }, [])).toEqual([]);
});

test("titles read well", () => {
  const plan = (added: number, deleted: number) => ({
    added: Array.from({ length: added }, (_, i) => file(`a${i}`)),
    changed: [],
    deleted: Array.from({ length: deleted }, (_, i) => file(`d${i}`)),
  });
  expect(defaultMessage(plan(1, 0))).toBe("Upload a0");
  expect(defaultMessage(plan(3, 0))).toBe("Upload 3 files");
  expect(defaultMessage(plan(0, 1))).toBe("Delete d0");
  expect(defaultMessage(plan(2, 2))).toBe("Upload 2 files, delete 2 files");
  expect(defaultMessage({ ...plan(0, 0), added: [file(`${"x/".repeat(40)}end`)] })).toHaveLength("Upload ".length + 60);
});

test("the speed of the fastest second", () => {
  let time = 0;
  const speed = speedometer(() => time);
  expect(speed.peak()).toBe(0);
  speed.sent(1e6);
  time = 500;
  speed.sent(1e6);
  expect(speed.peak()).toBeCloseTo(4);
  time = 1500;
  speed.sent(5e6);
  time = 2100;
  speed.sent(1e6);
  expect(speed.peak()).toBeCloseTo(5);
});

test("slots let no more than their number run, in order, and go on after a failure", async () => {
  const slot = slots(2);
  let running = 0;
  let most = 0;
  const order: number[] = [];
  const work = (n: number) =>
    slot(async () => {
      most = Math.max(most, ++running);
      order.push(n);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      if (n === 1) throw new Error("one");
      return n;
    });
  const results = await Promise.allSettled([0, 1, 2, 3, 4].map(work));
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "fulfilled", "fulfilled"]);
  expect(order).toEqual([0, 1, 2, 3, 4]);
  expect(most).toBe(2);
});

test("a pool stops beginning after a failure, and waits for what runs", async () => {
  const done: number[] = [];
  const failing = pool([0, 1, 2, 3], 2, async (n) => {
    if (n === 0) throw new Error("zero");
    await new Promise((resolve) => setImmediate(resolve));
    done.push(n);
  });
  await expect(failing).rejects.toThrow("zero");
  expect(done).toEqual([1]);
});

test("a journal's lines are checked one by one", () => {
  const good = [
    { is: "hash", path: "a", stamp: "1", sha256: "x" },
    { is: "begin", oid: "o", part: 0 },
    { is: "session", oid: "o", href: "h", chunk: 1, parts: ["p"] },
    { is: "part", oid: "o", part: 1, etag: "e" },
    { is: "drop", oid: "o" },
    { is: "done", oid: "o" },
    { is: "pull", before: [1], number: 2 },
  ];
  for (const record of good) expect(isRecord(record)).toBe(true);
  const bad = [
    null,
    1,
    {},
    { is: "hash", path: "a" },
    { is: "part", oid: "o", part: "1", etag: "e" },
    { is: "session", oid: "o", href: "h", chunk: 1, parts: [1] },
    { is: "pull", before: ["1"] },
    { is: "hash", path: "a", stamp: "s", gitSha1: 1 },
    { is: "other" },
  ];
  for (const record of bad) expect(isRecord(record)).toBe(false);
  const state = emptyJournal();
  for (const record of good) if (isRecord(record)) applyRecord(state, record);
  expect(state).toEqual({
    hashes: new Map([["a", { stamp: "1", sha256: "x" }]]),
    sessions: new Map(),
    begun: new Set(),
    pull: { before: [1], number: 2 },
  });
});
