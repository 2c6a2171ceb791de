import { expect, test } from "vitest";
import { applyRecord, emptyJournal, isRecord } from "./journal-state.ts";

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
