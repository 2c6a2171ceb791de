import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { makeFolder } from "./make-folder.ts";

test("folders are made with those above them, and may be there", async () => {
  const folder = join(temporaryFolder(), "a", "b");
  await makeFolder(folder);
  await makeFolder(folder);
  expect(existsSync(folder)).toBe(true);
});

test("where a file stands in the way, the error is typed and says what to do", async () => {
  const file = join(temporaryFolder(), "file");
  writeFileSync(file, "");
  const inPlace = await errorOf(() => makeFolder(file));
  expect(inPlace).toMatchObject({ code: "write-failed", value: file });
  const below = await errorOf(() => makeFolder(join(file, "below")));
  expect(below.remedy).not.toBe("");
  expect(below.message).toContain("file");
});
