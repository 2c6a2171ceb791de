import { existsSync } from "node:fs";
import { join } from "node:path";
import { FilesError } from "@tiny-cats/files";
import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { folderOf } from "../../../../tooling/testing/folder-of.ts";
import { withWorkFolder } from "./with-work-folder.ts";

test("folders that can't be made are told with a typed error, before anything is done", async () => {
  const folder = folderOf({ file: "x" });
  const never = () => Promise.reject(new Error("it was begun"));
  const below = join(folder, "file", "below");
  const work = join(folder, "work");
  for (const options of [{ work: below }, { work, reportDir: below }, { work: join(folder, "file") }]) {
    const error = await errorOf(() => withWorkFolder(options, never));
    expect(error).toBeInstanceOf(FilesError);
    expect(error.remedy).not.toBe("");
  }
});

test("a dry run makes no folder for a report; others do, and a second one at a time is refused", async () => {
  const folder = folderOf({});
  const options = { work: join(folder, "work"), reportDir: join(folder, "reports", "one") };
  expect(await withWorkFolder({ ...options, dryRun: true }, async () => existsSync(options.reportDir))).toBe(false);
  await withWorkFolder(options, async () => {
    expect(existsSync(options.reportDir)).toBe(true);
    expect(await errorOf(() => withWorkFolder(options, async () => 1))).toMatchObject({ code: "lock-timeout" });
  });
  expect(await withWorkFolder(options, async () => 2)).toBe(2);
});
