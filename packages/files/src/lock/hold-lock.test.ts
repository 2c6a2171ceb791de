import { rmSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { withLock } from "./with-lock.ts";

const lockPath = () => join(temporaryFolder(), "lock");

afterEach(() => void vi.useRealTimers());

describe("signs of life", () => {
  test("are given while the lock is held, and keep no process from ending", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const path = lockPath();
    await withLock(path, async () => {
      utimesSync(path, 0, 0);
      vi.advanceTimersByTime(2000);
      await expect.poll(() => statSync(path).mtimeMs).toBeGreaterThan(1e12);
    });
    expect(vi.getTimerCount()).toBe(0);
  });

  test("find out that the lock is lost, and tell the action", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const path = lockPath();
    const caller = new AbortController();
    const outcome = withLock(
      path,
      async ({ signal }) => {
        rmSync(path);
        vi.advanceTimersByTime(2000);
        await expect.poll(() => signal.aborted).toBe(true);
        throw signal.reason;
      },
      { signal: caller.signal },
    );
    await expect(outcome).rejects.toMatchObject({ code: "lock-lost" });
  });

  test("the caller's signal reaches the action", async () => {
    const caller = new AbortController();
    const reason = new Error("enough");
    const outcome = withLock(
      lockPath(),
      ({ signal }) => {
        caller.abort(reason);
        signal.throwIfAborted();
      },
      { signal: caller.signal },
    );
    await expect(outcome).rejects.toBe(reason);
  });
});
