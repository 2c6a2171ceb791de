import { execFileSync } from "node:child_process";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { folderContents } from "../testing/folder-contents.ts";
import { stageFolder } from "./stage-folder.ts";

const PREFIX = `.tiny-cats-convert-${hostname().replace(/[^a-z0-9]/gi, "_")}-`;

test("files get their names together, folders are made, others stay", async () => {
  const out = temporaryFolder();
  await writeFile(join(out, "kept"), "1");
  await writeFile(join(out, "replaced"), "old");
  const seen = await stageFolder(out, async (staging) => {
    await mkdir(join(staging, "deep", "er"), { recursive: true });
    await writeFile(join(staging, "deep", "er", "file"), "2");
    await writeFile(join(staging, "replaced"), "new");
    return Object.keys(folderContents(out)).filter((name) => !name.startsWith(PREFIX));
  });
  expect(seen).toEqual(["kept", "replaced"]);
  expect(Object.keys(folderContents(out))).toEqual(["deep/er/file", "kept", "replaced"]);
  expect(await readdir(out)).toHaveLength(3);
});

test("what killed processes left is removed, what running ones and other machines have is not", async () => {
  const out = temporaryFolder();
  const gone = Number(execFileSync(process.execPath, ["-e", "console.log(process.pid)"], { encoding: "utf8" }));
  const stale = `${PREFIX}${gone}-abc`;
  const kept = [`${PREFIX}${process.ppid}-abc`, `.tiny-cats-convert-elsewhere!-${gone}-abc`, `${PREFIX}x`];
  for (const name of [stale, ...kept]) await mkdir(join(out, name));
  await writeFile(join(out, stale, "model.safetensors"), "half");
  await stageFolder(out, async () => undefined);
  expect((await readdir(out)).sort()).toEqual(kept.sort());
});

test("a failure takes back the folders that were made, but not what others put there", async () => {
  const root = temporaryFolder();
  const fail = (out: string, before: () => Promise<unknown> = async () => undefined) =>
    stageFolder(out, async () => {
      await before();
      throw new Error("no");
    });
  await expect(fail(join(root, "a", "b"))).rejects.toThrow("no");
  expect(await readdir(root)).toEqual([]);
  await expect(fail(join(root, "a", "b"), () => writeFile(join(root, "a", "mine"), "1"))).rejects.toThrow("no");
  expect(Object.keys(folderContents(root))).toEqual(["a/mine"]);
  const aborted = AbortSignal.abort(new Error("before"));
  await expect(stageFolder(join(root, "c"), async () => 1, { signal: aborted })).rejects.toThrow("before");
  expect(await readdir(root)).toEqual(["a"]);
});
