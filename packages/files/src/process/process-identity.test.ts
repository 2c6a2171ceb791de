import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { isRunning, thisProcess } from "./process-identity.ts";

const linux = existsSync("/proc/self/stat");

test("this process is running, its parent too, and another machine's can't be told", () => {
  expect(isRunning(thisProcess())).toEqual({ running: true, certain: linux });
  expect(isRunning({ ...thisProcess(), pid: process.ppid, started: "0" })).toEqual({ running: true, certain: false });
  expect(isRunning({ ...thisProcess(), machine: "ffffffffffff" })).toBeUndefined();
  expect(thisProcess().machine).toMatch(/^[0-9a-f]{12}$/);
});

test("a later process of the same number is another one", () => {
  expect(isRunning({ ...thisProcess(), started: "1" })?.running).toBe(!linux);
});

test("an ended process is not running", async () => {
  const child = spawn(process.execPath, ["-e", "0"]);
  await once(child, "close");
  expect(isRunning({ ...thisProcess(), pid: child.pid as number })).toEqual({ running: false, certain: true });
});

test("nor is one that ended and was never waited for", async () => {
  // The shell starts a process, then becomes sleep, which waits for no one.
  const parent = spawn("sh", ["-c", "sleep 0.3 & echo $!; exec sleep 60"]);
  onTestFinished(() => void parent.kill("SIGKILL"));
  const [line] = await once(parent.stdout, "data");
  const child = { ...thisProcess(), pid: Number(line), started: "0" };
  expect(isRunning(child)).toEqual({ running: true, certain: false });
  await expect.poll(() => isRunning(child)?.running, { timeout: 10_000 }).toBe(!linux);
  expect(() => process.kill(child.pid, 0)).not.toThrow();
});
