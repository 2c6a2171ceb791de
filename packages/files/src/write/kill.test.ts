import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { isWhole, killWriter } from "../testing/kill-writer.ts";
import { startChild } from "../testing/start-child.ts";
import { removeStaleTemporaries } from "./remove-stale-temporaries.ts";

test("a process killed amid writing leaves the old file, and an unfinished one that the next run removes", async () => {
  const folder = temporaryFolder();
  const path = join(folder, "file");
  writeFileSync(path, "old");
  let landed = 0;
  for (const share of [0, 0.02, 0.1, 0.3]) {
    const unfinished = await killWriter(path, share);
    landed += unfinished.length;
    expect(readFileSync(path, "utf8")).toBe("old");
  }
  expect(landed).toBe(4);
  expect(await removeStaleTemporaries(folder)).toHaveLength(4);
  expect(readdirSync(folder)).toEqual(["file"]);
});

test("a process that is not killed writes all", async () => {
  const path = join(temporaryFolder(), "file");
  const { output } = await startChild("write-slowly", [path, 400, 0]).ended;
  expect(output).toBe("written\n");
  expect(isWhole(path)).toBe(true);
});
