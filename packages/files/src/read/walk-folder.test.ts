import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { type FolderEntry, type WalkOptions, walkFolder } from "./walk-folder.ts";

const BOUNDS = { maxEntries: 100, maxDepth: 8 };
const codeOf = async (folder: string, options: Partial<WalkOptions>) =>
  (await errorOf(() => walkFolder(folder, { ...BOUNDS, ...options }))).code;

test("names files, folders, links and what is neither, in the order of their paths", async () => {
  const folder = folderOf({ b: "", "a/z": "", "a.txt": "", "a/y/x": "" });
  symlinkSync("..", join(folder, "a/round"));
  symlinkSync("nowhere", join(folder, "dead"));
  if (process.platform !== "win32") execFileSync("mkfifo", [join(folder, "pipe")]);
  const found = await walkFolder(folder, BOUNDS);
  expect(found.map(({ path, name, kind }) => `${path} ${name} ${kind}`)).toEqual([
    "a a folder",
    "a.txt a.txt file",
    "a/round round link",
    "a/y y folder",
    "a/y/x x file",
    "a/z z file",
    "b b file",
    "dead dead link",
    ...(process.platform === "win32" ? [] : ["pipe pipe other"]),
  ]);
});

test("what is skipped is neither entered nor counted", async () => {
  const folder = folderOf({ ".git/a": "", ".git/b": "", c: "", "d/.e": "" });
  const seen: string[] = [];
  const skip = ({ path, name }: FolderEntry) => {
    seen.push(path);
    return name.startsWith(".");
  };
  const found = await walkFolder(folder, { maxEntries: 2, maxDepth: 1, skip });
  expect(found.map(({ path }) => path)).toEqual(["c", "d"]);
  expect(seen.sort()).toEqual([".git", "c", "d", "d/.e"]);
});

test("holds to its bounds: as many as they say, and no more", async () => {
  const folder = folderOf({ a: "", "b/c": "" });
  mkdirSync(join(folder, "b/d/e"), { recursive: true });
  expect(await walkFolder(folder, { maxEntries: 5, maxDepth: 3 })).toHaveLength(5);
  expect(await walkFolder(folderOf({ a: "" }), { maxEntries: 1, maxDepth: 0 })).toHaveLength(1);
  expect(await codeOf(folder, { maxEntries: 4 })).toBe("too-many-files");
  expect(await codeOf(folder, { maxDepth: 2 })).toBe("too-many-files");
});

test("says that a folder is not there or is none, and stops with the signal", async () => {
  const folder = folderOf({ file: "" });
  expect(await codeOf(join(folder, "none"), {})).toBe("file-not-found");
  expect(await codeOf(join(folder, "file"), {})).toBe("file-not-found");
  const reason = new Error("enough");
  await expect(walkFolder(folder, { ...BOUNDS, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});
