import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { checkDisk } from "./check-disk.ts";
import { sizeOf } from "./size-of.ts";

test("more than the disk has room for is refused", async () => {
  const folder = temporaryFolder();
  await checkDisk(folder, 1);
  const error = await errorOf(() => checkDisk(folder, 1e18));
  expect(error.code).toBe("no-space");
  expect(error.message).toMatch(/has \d+ MB free, and publishing takes 1000000000000 MB$/);
});

test("the size of a file, and of a folder", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "a", "b"), { recursive: true });
  writeFileSync(join(folder, "one"), "12345");
  writeFileSync(join(folder, "a", "b", "two"), "123");
  expect([await sizeOf(join(folder, "one")), await sizeOf(folder)]).toEqual([5, 8]);
});
