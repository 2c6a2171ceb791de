import { mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { stampsOf } from "./stamps-of.ts";

test("a stamp changes with what lies below, and with nothing else", async () => {
  const folder = folderOf({ "a.json": "1", "below/b.txt": "2" });
  const at = (path: string) => join(folder, path);
  const stamp = async (path = folder) => (await stampsOf([path]))[0];
  const first = await stamp();
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  // What is hidden, what a publication writes itself, and links that lead round.
  mkdirSync(at(".cache"));
  writeFileSync(at(".cache/state.json"), "x");
  writeFileSync(at("publish-report.json"), "{}");
  symlinkSync(folder, at("round"));
  symlinkSync(at("nothing"), at("nowhere"));
  expect(await stamp()).toBe(first);

  const seen = new Set([first]);
  for (const change of [
    () => writeFileSync(at("below/b.txt"), "22"),
    () => utimesSync(at("a.json"), 1, 1),
    () => writeFileSync(at("below/c.txt"), ""),
    () => rmSync(at("below/c.txt")),
    () => symlinkSync(at("a.json"), at("linked.json")),
    () => utimesSync(at("a.json"), 2, 2),
  ]) {
    change();
    seen.add(await stamp());
  }
  // Without c.txt it is as it was before c.txt.
  expect(seen.size).toBe(6);
  expect(await stamp(at("a.json"))).not.toBe(await stamp(at("linked.json")));
  expect(await stampsOf([at("none"), undefined, at(".cache")])).toEqual([null, null, expect.any(String)]);
  await expect(stampsOf([folder], { signal: AbortSignal.abort("enough") })).rejects.toBe("enough");
});
