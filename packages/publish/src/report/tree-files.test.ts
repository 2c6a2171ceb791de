import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "@tiny-cats/files";
import { expect, test } from "vitest";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { treeFiles } from "./tree-files.ts";

test("every file with its size and hash, in order; those known and those not wanted are not read", async () => {
  const folder = folderOf({ "b.txt": "12", "a/c.txt": "3", "a/.hidden": "" });
  for (const own of [".cache", ".git"]) {
    mkdirSync(join(folder, own));
    writeFileSync(join(folder, own, "note"), "x");
  }
  symlinkSync(join(folder, "b.txt"), join(folder, "link.txt"));
  symlinkSync(join(folder, "a"), join(folder, "round"));
  symlinkSync(join(folder, "none"), join(folder, "nowhere"));
  const of = (text: string) => ({ bytes: text.length, sha256: sha256(Buffer.from(text)) });
  const all = [
    { path: "a/.hidden", ...of("") },
    { path: "a/c.txt", ...of("3") },
    { path: "b.txt", ...of("12") },
    { path: "link.txt", ...of("12") },
  ];
  expect(await treeFiles(folder)).toEqual(all);
  expect(await treeFiles(`${folder}/`, { only: (path) => path.startsWith("a/") })).toEqual(all.slice(0, 2));
  const known = { "b.txt": "of an earlier run" };
  expect((await treeFiles(folder, { known })).map((file) => file.sha256)).toEqual(
    all.map((file) => (file.path === "b.txt" ? known["b.txt"] : file.sha256)),
  );
  await expect(treeFiles(folder, { signal: AbortSignal.abort("enough") })).rejects.toBe("enough");
});
