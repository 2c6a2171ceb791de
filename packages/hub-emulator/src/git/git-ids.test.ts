import { expect, test } from "vitest";
import { readCommit, writeCommit } from "./commit.ts";
import { readPointer, writePointer } from "./lfs-pointer.ts";
import { makeBlob, makePointer } from "./make-object.ts";
import { objectId } from "./object-id.ts";
import { FILE, FOLDER, readTree, writeTree } from "./tree.ts";

// All ids here are those of git 2.39.5: hash-object, mktree, commit-tree.
const HELLO = "ce013625030ba8dba906f756967f9e9ca394464a";
const EMPTY = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";
const POINTER = "1b794ab638764d8be5f4783f29eaebc3cdccd1a5";
const SUB = "c041f323177346fdb0b65d58df611893d05dbf25";
const ROOT = "40c51ac58006c8776c8c29c346688463cd2cefad";
const lfs = { oid: "98ea6e4f216f2fb4b69fff9b3a44842c38686ca685f3f55dc48c5d3fb1107be4", size: 12345 };

test("blobs have git's ids, a pointer that of its text", () => {
  expect(objectId("blob", Buffer.from("hello\n"))).toBe(HELLO);
  expect(objectId("blob", Buffer.alloc(0))).toBe(EMPTY);
  expect(makePointer(lfs)).toMatchObject({ id: POINTER, lfs });
});

test("trees have git's ids, with a folder sorted as though its name ended with a slash", () => {
  const sub = writeTree([{ mode: FILE, name: "ünï.txt", id: HELLO }]);
  expect(objectId("tree", sub)).toBe(SUB);
  const entries = [
    { mode: FOLDER, name: "a", id: SUB },
    { mode: FILE, name: "a.txt", id: HELLO },
    { mode: FILE, name: "a0", id: EMPTY },
    { mode: FILE, name: "a-b", id: EMPTY },
    { mode: FILE, name: "model.bin", id: POINTER },
  ];
  const root = writeTree(entries);
  expect(objectId("tree", root)).toBe(ROOT);
  expect(readTree(root).map(({ name }) => name)).toEqual(["a-b", "a.txt", "a", "a0", "model.bin"]);
  expect(readTree(sub)).toEqual([{ mode: FILE, name: "ünï.txt", id: HELLO }]);
  expect(objectId("tree", writeTree([]))).toBe("4b825dc642cb6eb9a060e54bf8d69288fbee4904");
});

test("commits have git's ids and are read as they were written", () => {
  const author = { name: "local", email: "local@users.noreply.localhost" };
  const first = { tree: ROOT, parents: [], author, seconds: 1_700_000_000, message: "first" };
  expect(objectId("commit", writeCommit(first))).toBe("20e65e75281b3d411f5cebcf2178346930d425ce");
  const second = {
    ...first,
    tree: SUB,
    parents: ["20e65e75281b3d411f5cebcf2178346930d425ce"],
    message: "second é\n\nwith a description",
  };
  expect(objectId("commit", writeCommit(second))).toBe("a5dc2f77b7fac9188e98258bfa15c5e9c2bd1e07");
  expect(readCommit(writeCommit(second))).toEqual(second);
});

test("only the exact text of a pointer counts as one", () => {
  const text = writePointer(lfs).toString();
  expect(readPointer(Buffer.from(text))).toEqual(lfs);
  for (const other of [
    `${text}\n`,
    text.slice(0, -1),
    text.replace("sha256", "md5"),
    text.replace("12345", "012345"),
    "x".repeat(201),
  ]) {
    expect(readPointer(Buffer.from(other))).toBeUndefined();
  }
  expect(makeBlob(Buffer.from("hello\n"))).not.toHaveProperty("lfs");
});
