import { existsSync } from "node:fs";
import { join } from "node:path";
import { FilesError, withLock } from "@tiny-cats/files";
import { expect, test } from "vitest";
import { errorOf } from "../../../../../tooling/testing/error-of.ts";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { lockRun } from "./lock-run.ts";

test("one run is in a folder at a time, and the next when that has ended, however it did", async () => {
  const folder = join(temporaryFolder(), "runs", "first");
  const given = await lockRun(folder, async () => {
    const error = await errorOf(() => lockRun(folder, async () => "second"));
    expect(error).toMatchObject({
      code: "run-in-use",
      value: folder,
      remedy: expect.stringContaining("another folder"),
    });
    expect(error.message).toContain(`process ${process.pid}`);
    return await lockRun(`${folder}-other`, async () => "elsewhere");
  });
  expect(given).toBe("elsewhere");
  await expect(lockRun(folder, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await lockRun(folder, async () => "again")).toBe("again");
  expect(existsSync(join(folder, "run.lock"))).toBe(false);
});

test("the caller's signal reaches the run, and another lock's error is left as it is", async () => {
  const folder = temporaryFolder();
  const controller = new AbortController();
  await lockRun(
    folder,
    async ({ signal }) => {
      expect(signal.aborted).toBe(false);
      controller.abort();
      expect(signal.aborted).toBe(true);
    },
    { signal: controller.signal },
  );
  const path = join(folder, "other.lock");
  const inside = () => lockRun(folder, () => withLock(path, () => undefined, { timeoutMs: 0 }));
  const error = await withLock(path, () => inside().catch((thrown) => thrown));
  expect(error).toBeInstanceOf(FilesError);
  expect(error).toMatchObject({ code: "lock-timeout" });
});
