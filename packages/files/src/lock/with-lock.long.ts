import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { type Child, startChild } from "../testing/start-child.ts";
import { removeStaleTemporaries } from "../write/remove-stale-temporaries.ts";
import { parseHolder } from "./lock-holder.ts";

test("8 processes add 2,000 together, and none is lost", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "counter"), "0");
  const children = Array.from({ length: 8 }, () => startChild("increment", [folder, 250]));
  const results = await Promise.all(children.map(({ ended }) => ended));
  expect(results.map(({ result }) => result)).toEqual(Array(8).fill(0));
  expect(readFileSync(join(folder, "counter"), "utf8")).toBe("2000");
  expect(readdirSync(folder)).toEqual(["counter"]);
});

/** The process that holds the lock right now, if the lock can be read at all. */
function holderOf(folder: string): number | undefined {
  try {
    return parseHolder(readFileSync(join(folder, "lock"), "utf8"))?.pid;
  } catch {
    return undefined;
  }
}

test("60 holders killed while holding: never are two inside, and the others go on", async () => {
  const folder = temporaryFolder();
  const counter = join(folder, "counter");
  writeFileSync(counter, "0");
  const children = new Map<number, Child>();
  const results: (number | string)[] = [];
  const start = () => {
    const child = startChild("increment", [folder, 100_000]);
    children.set(child.pid, child);
    child.ended.then(({ result }) => results.push(result));
  };
  for (let i = 0; i < 5; i++) start();

  for (let kills = 0; kills < 60; ) {
    await setTimeout(10 + 7 * (kills % 5));
    const pid = holderOf(folder);
    const child = pid && children.get(pid);
    if (!child) continue;
    child.process.kill("SIGKILL");
    children.delete(pid);
    await child.ended;
    kills++;
    start();
    // Someone else gets in: the counter moves on.
    const before = readFileSync(counter, "utf8");
    await expect.poll(() => readFileSync(counter, "utf8"), { timeout: 60_000, interval: 2 }).not.toBe(before);
  }
  for (const child of children.values()) child.process.kill("SIGKILL");
  await Promise.all([...children.values()].map(({ ended }) => ended));
  expect(results.filter((result) => result !== "SIGKILL")).toEqual([]);

  const last = startChild("increment", [folder, 1]);
  expect((await last.ended).result).toBe(0);
  await removeStaleTemporaries(folder);
  expect(readdirSync(folder)).toEqual(["counter"]);
});
