import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { startChild } from "../testing/start-child.ts";
import { newHolder } from "./lock-holder.ts";
import { withLock } from "./with-lock.ts";

const lockPath = () => join(temporaryFolder(), "lock");

describe("a lock", () => {
  test("is there during the action and gone after it, whether it returns or throws", async () => {
    const path = lockPath();
    const seen = await withLock(path, () => JSON.parse(readFileSync(path, "utf8")));
    expect(seen).toMatchObject({
      pid: process.pid,
      host: expect.any(String),
      token: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    expect(new Date(seen.since).toISOString()).toBe(seen.since);
    const failure = new Error("mine");
    await expect(withLock(path, () => Promise.reject(failure))).rejects.toBe(failure);
    expect(existsSync(path)).toBe(false);
  });

  test("lets one in at a time within a process", async () => {
    const path = lockPath();
    let inside = 0;
    let count = 0;
    const action = async () => {
      expect(++inside).toBe(1);
      await new Promise(setImmediate);
      count++;
      inside--;
    };
    await Promise.all(Array.from({ length: 25 }, () => withLock(path, action)));
    expect(count).toBe(25);
  });

  test.each([
    [2, 40],
    [8, 10],
  ])("lets one in at a time among %i processes, and none of their %i additions is lost", async (processes, times) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "counter"), "0");
    const children = Array.from({ length: processes }, () => startChild("increment", [folder, times]));
    const results = await Promise.all(children.map(({ ended }) => ended));
    expect(results.map(({ result }) => result)).toEqual(Array(processes).fill(0));
    expect(readFileSync(join(folder, "counter"), "utf8")).toBe(String(processes * times));
    expect(readdirSync(folder)).toEqual(["counter"]);
  });

  test("of a killed process goes to one that waits", async () => {
    const path = lockPath();
    const child = startChild("hold", [path]);
    await child.says("held");
    const waiting: unknown[] = [];
    const entered = withLock(path, () => "in", {
      onWait: (holder) => {
        waiting.push(holder?.pid);
        child.process.kill("SIGKILL");
      },
    });
    expect(await entered).toBe("in");
    expect(waiting).toEqual([child.pid]);
    expect((await child.ended).result).toBe("SIGKILL");
  });

  test("of a killed process that many wait for lets them in one at a time", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "counter"), "0");
    const holder = startChild("hold", [join(folder, "lock")]);
    await holder.says("held");
    const children = Array.from({ length: 4 }, () => startChild("increment", [folder, 5]));
    holder.process.kill("SIGKILL");
    const results = await Promise.all(children.map(({ ended }) => ended));
    expect(results.map(({ result }) => result)).toEqual([0, 0, 0, 0]);
    expect(readFileSync(join(folder, "counter"), "utf8")).toBe("20");
    expect(readdirSync(folder)).toEqual(["counter"]);
  });

  test("that someone else put in its place is not removed, and the loss is told", async () => {
    const path = lockPath();
    const other = { ...newHolder(), pid: process.ppid };
    const lost = withLock(path, () => writeFileSync(path, JSON.stringify(other)));
    await expect(lost).rejects.toMatchObject({ code: "lock-lost", value: path });
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual(other);

    rmSync(path);
    const failure = new Error("mine");
    const failed = withLock(path, () => {
      rmSync(path);
      throw failure;
    });
    await expect(failed).rejects.toBe(failure);
  });
});

describe("what is no lock is not touched", () => {
  test("a file with something else in it", async () => {
    const path = lockPath();
    for (const content of [
      "my data",
      "{}",
      JSON.stringify({ ...newHolder(), token: 5 }),
      JSON.stringify({ ...newHolder(), pid: -1 }),
    ]) {
      writeFileSync(path, content);
      await expect(withLock(path, () => "in", { staleMs: 0 })).rejects.toMatchObject({ code: "not-a-lock" });
      expect(readFileSync(path, "utf8")).toBe(content);
    }
  });

  test("a directory, and a folder that is not there", async () => {
    const path = lockPath();
    mkdirSync(path);
    await expect(withLock(path, () => "in")).rejects.toMatchObject({ code: "not-a-file" });
    await expect(withLock(join(path, "none", "lock"), () => "in")).rejects.toMatchObject({ code: "folder-not-found" });
    expect(readdirSync(path)).toEqual([]);
  });
});
