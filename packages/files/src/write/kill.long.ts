import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { isWhole, killWriter } from "../testing/kill-writer.ts";
import { removeStaleTemporaries } from "./remove-stale-temporaries.ts";

const WANTED = 60;

test(`${WANTED} kills that landed amid writing never touched the old file`, async () => {
  const folder = temporaryFolder();
  const path = join(folder, "file");
  let landed = 0;
  for (let attempt = 0; landed < WANTED && attempt < 2 * WANTED; attempt++) {
    rmSync(path, { force: true });
    writeFileSync(path, "old");
    // From the first bytes to the last, where a kill may come too late: then the new file must be whole.
    const unfinished = await killWriter(path, (attempt % 20) / 19);
    const old = readFileSync(path, "utf8") === "old";
    expect(old || isWhole(path)).toBe(true);
    if (old) landed += unfinished.length;
    else expect(unfinished).toEqual([]);
    expect(await removeStaleTemporaries(folder)).toHaveLength(old ? 1 : 0);
    expect(readdirSync(folder)).toEqual(["file"]);
  }
  expect(landed).toBe(WANTED);
});
