import { expect, test } from "vitest";
import { thisProcess } from "../process/process-identity.ts";
import { newHolder } from "./lock-holder.ts";
import { staleness } from "./staleness.ts";

const elsewhere = { ...newHolder(), machine: "ffffffffffff" };

function judge() {
  let now = 0;
  const isStale = staleness(1000, () => now);
  return (holder: ReturnType<typeof newHolder> | undefined, heartbeat: number, at: number) => {
    now = at;
    return isStale({ holder, token: holder?.token ?? "0", heartbeat });
  };
}

test("a holder on another machine is dead when it was silent for long, by our clock alone", () => {
  const stale = judge();
  expect(stale(elsewhere, 5, 0)).toBe(false);
  expect(stale(elsewhere, 5, 999)).toBe(false);
  expect(stale(elsewhere, 6, 1500)).toBe(false);
  expect(stale(elsewhere, 6, 2400)).toBe(false);
  expect(stale(elsewhere, 6, 2501)).toBe(true);
});

test("a lock that changed hands is watched anew", () => {
  const stale = judge();
  stale(elsewhere, 5, 0);
  expect(stale({ ...elsewhere, token: "f".repeat(32) }, 5, 5000)).toBe(false);
});

test("an empty lock file is given the same time", () => {
  const stale = judge();
  expect(stale(undefined, 5, 0)).toBe(false);
  expect(stale(undefined, 5, 1001)).toBe(true);
});

test("a running process of this machine is never dead, however silent, when it is certainly that one", () => {
  const stale = judge();
  const certain = thisProcess().started !== "0";
  expect(stale(newHolder(), 5, 0)).toBe(false);
  expect(stale(newHolder(), 5, 1e9)).toBe(false);
  const holder = { ...newHolder(), started: "0" };
  expect(stale(holder, 5, 2e9)).toBe(false);
  expect(stale(holder, 5, 2e9 + 9999)).toBe(false);
  expect(stale(holder, 5, 2e9 + 10_001)).toBe(true);
  expect(certain || thisProcess().started === "0").toBe(true);
});

test("a process of this machine that has ended is dead at once", () => {
  expect(judge()({ ...newHolder(), pid: 2 ** 22 + 1 }, 5, 0)).toBe(true);
});
