import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { readFolder } from "./read-folder.ts";

test("gives what a folder holds, or says why not", async () => {
  const root = folderOf({ "a/b.txt": "" });
  expect((await readFolder(`${root}/a`)).map(({ name }) => name)).toEqual(["b.txt"]);
  const error = await errorOf(() => readFolder(`${root}/a/b.txt`));
  expect([error.code, error.message]).toEqual([
    "file-unreadable",
    `the folder ${root}/a/b.txt can't be read: the system says ENOTDIR`,
  ]);
});
