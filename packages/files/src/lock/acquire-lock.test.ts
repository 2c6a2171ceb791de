import { existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { newHolder } from "./lock-holder.ts";
import { withLock } from "./with-lock.ts";

const lockPath = () => join(temporaryFolder(), "lock");

describe("waiting", () => {
  /** A lock that a running process has: this one. */
  function taken() {
    const path = lockPath();
    const holder = newHolder();
    writeFileSync(path, JSON.stringify(holder));
    return { path, holder };
  }

  test("ends after the given time, naming the holder", async () => {
    const { path, holder } = taken();
    const waited = withLock(path, () => "in", { timeoutMs: 60 });
    await expect(waited).rejects.toMatchObject({ code: "lock-timeout", value: { path, holder } });
    await expect(waited).rejects.toThrow(`process ${process.pid} on ${holder.host}`);
    await expect(withLock(path, () => "in", { timeoutMs: 0 })).rejects.toMatchObject({ code: "lock-timeout" });
    expect(existsSync(path)).toBe(true);
  });

  test("ends when the signal fires, before it begins and during it", async () => {
    const { path } = taken();
    const reason = new Error("enough");
    await expect(withLock(path, () => "in", { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const onWait = () => setImmediate(() => controller.abort(reason));
    await expect(withLock(path, () => "in", { signal: controller.signal, onWait })).rejects.toBe(reason);
    expect(existsSync(path)).toBe(true);
  });

  test("tells of each holder once", async () => {
    const { path, holder } = taken();
    const second = newHolder();
    const told: unknown[] = [];
    const entered = withLock(path, () => "in", {
      onWait(found) {
        told.push(found?.since);
        if (told.length === 1) {
          writeFileSync(`${path}.next`, JSON.stringify({ ...second, since: "later" }));
          renameSync(`${path}.next`, path);
        } else rmSync(path);
      },
    });
    expect(await entered).toBe("in");
    expect(told).toEqual([holder.since, "later"]);
  });

  test("for a silent holder on another machine ends when it counts as dead", async () => {
    const path = lockPath();
    writeFileSync(path, JSON.stringify({ ...newHolder(), machine: "ffffffffffff", host: "elsewhere" }));
    expect(await withLock(path, () => "in", { staleMs: 50 })).toBe("in");
    writeFileSync(path, "");
    expect(await withLock(path, () => "in", { staleMs: 50 })).toBe("in");
  });
});
