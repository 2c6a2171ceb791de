import { expect, test } from "vitest";
import { file, header, lfsFile, openHub } from "../testing/open-hub.ts";
import { lfsPatterns } from "./lfs-patterns.ts";

const CATS = "/api/models/local/cats";

test("preupload tells what is large, what is to be left out, and what is there", async () => {
  const { create, commit, get, upload } = await openHub({ limits: { regularFile: 100 } });
  await create();
  const oid = await upload(Buffer.from("large"));
  await commit([
    header(),
    file("a.txt", "hello\n"),
    lfsFile("m.bin", oid),
    file(".gitignore", "*.log\n!keep.log\nbuild/\n"),
  ]);
  const ask = async (path: string, size: number, more: object = {}) =>
    (await get("POST", `${CATS}/preupload/main`, { json: { files: [{ path, size, sample: "" }], ...more } })).files[0];
  expect(await ask("a.txt", 6)).toEqual({
    path: "a.txt",
    uploadMode: "regular",
    shouldIgnore: false,
    oid: "ce013625030ba8dba906f756967f9e9ca394464a",
  });
  expect(await ask("m.bin", 5)).toEqual({ path: "m.bin", uploadMode: "lfs", shouldIgnore: false, oid });
  expect(await ask("b.txt", 101)).toMatchObject({ uploadMode: "lfs", oid: null });
  expect(await ask("b.txt", 100)).toMatchObject({ uploadMode: "regular" });
  expect(await ask("x/b.safetensors", 0)).toMatchObject({ uploadMode: "lfs" });
  expect(await ask("x.log", 1)).toMatchObject({ shouldIgnore: true });
  expect(await ask("keep.log", 1)).toMatchObject({ shouldIgnore: false });
  expect(await ask("build/x", 1)).toMatchObject({ shouldIgnore: true });
  expect(await ask("x.log", 1, { gitIgnore: "*.tmp" })).toMatchObject({ shouldIgnore: false });
  expect(await ask("m.bin", 1, { gitAttributes: "*.cat filter=lfs" })).toMatchObject({ uploadMode: "regular" });
});

test.each<[string, string, boolean]>([
  ["*.bin filter=lfs diff=lfs", "a/b.bin", true],
  ["*.bin filter=lfs\nsmall.bin -filter", "a/small.bin", false],
  ["data/* filter=lfs", "data/x", true],
  ["data/* filter=lfs", "data/x/y", false],
  ["data filter=lfs", "data/x", false],
  ["saved_model/**/* filter=lfs", "saved_model/a/b/c", true],
  ["saved_model/**/* filter=lfs", "saved_model/c", true],
  ["data/** filter=lfs", "data/x/y", true],
  ["*tfevents* filter=lfs", "logs/events.tfevents.1", true],
  ["?.x filter=lfs", "ab.x", false],
  ["# *.bin filter=lfs", "# a.bin", false],
  ["*.bin text", "a.bin", false],
  ["a+b(.bin filter=lfs", "a+b(.bin", true],
])("of %j the path %s is large: %s", (attributes, path, expected) => {
  expect(lfsPatterns(attributes)(path)).toBe(expected);
});
