import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { openJournal } from "./journal.ts";
import { readJournal } from "./read-journal.ts";
import { recordHash } from "./record-hash.ts";

const HASH = { is: "hash", path: "a", stamp: "1", sha256: "x" } as const;

test("what was written is read again, for its owner alone, and gone after removal", async () => {
  const folder = temporaryFolder();
  const path = join(folder, ".cache", "tiny-cats", "upload-1.jsonl");
  const first = await openJournal(path);
  first.write(HASH);
  first.write({ is: "begin", oid: "o", part: 0 });
  first.close();
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(path, "..", ".gitignore"), "utf8")).toBe("*\n");
  const second = await openJournal(path);
  expect(second.state.hashes).toEqual(new Map([["a", { stamp: "1", sha256: "x" }]]));
  expect(second.state.begun).toEqual(new Set(["o:0"]));
  second.remove();
  expect(readdirSync(folder)).toEqual([]);
});

test("half a line, and lines of others, are passed over", async () => {
  const path = join(temporaryFolder(), "journal");
  writeFileSync(path, `null\n{"is":"hash"}\n${JSON.stringify(HASH)}\n{"is":"begin","oid":"o","pa`);
  const journal = await openJournal(path);
  journal.write({ is: "begin", oid: "p", part: 2 });
  journal.close();
  const state = await readJournal(path);
  expect([...state.hashes.keys()]).toEqual(["a"]);
  expect(state.begun).toEqual(new Set(["p:2"]));
});

test("a known hash is not written again", async () => {
  const path = join(temporaryFolder(), "journal");
  const journal = await openJournal(path);
  const file = { path: "a", source: "a", bytes: 1, stamp: "1", sha256: "x" };
  for (let i = 0; i < 3; i++) recordHash({ journal }, file);
  recordHash({ journal }, { ...file, sha256: undefined });
  recordHash({ journal }, { ...file, stamp: "2" });
  journal.close();
  expect(readFileSync(path, "utf8").trim().split("\n")).toHaveLength(2);
});

test("a link in place of our folder, as a stranger's folder may hold, is not followed", async () => {
  const folder = temporaryFolder();
  const elsewhere = temporaryFolder();
  writeFileSync(join(elsewhere, ".gitignore"), "*\n");
  mkdirSync(join(folder, ".cache"));
  symlinkSync(elsewhere, join(folder, ".cache", "tiny-cats"));
  const journal = await openJournal(join(folder, ".cache", "tiny-cats", "upload-1.jsonl"));
  expect(journal.fault).toContain("leads elsewhere");
  journal.write(HASH);
  journal.remove();
  expect(readdirSync(elsewhere)).toEqual([".gitignore"]);

  const target = join(temporaryFolder(), "target");
  writeFileSync(target, "precious");
  const linked = join(temporaryFolder(), "journal");
  symlinkSync(target, linked);
  const other = await openJournal(linked);
  expect(other.fault).toContain("ELOOP");
  other.close();
  expect(readFileSync(target, "utf8")).toBe("precious");
});

test("others' files in the folder stay", async () => {
  const folder = temporaryFolder();
  const path = join(folder, ".cache", "tiny-cats", "upload-1.jsonl");
  const journal = await openJournal(path);
  writeFileSync(join(path, "..", "upload-2.jsonl"), "");
  journal.remove();
  expect(readdirSync(join(path, "..")).sort()).toEqual([".gitignore", "upload-2.jsonl"]);
});
