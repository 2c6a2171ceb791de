import { expect, onTestFinished, test, vi } from "vitest";
import { endRepeatedly } from "../../../test/end-repeatedly.ts";
import { awaitCalls, beginCall, endCall, forbidCalls, nativeCalls } from "./native-calls.ts";

test("calls that began are counted until each has ended; none begins once they are forbidden", () => {
  const calls = nativeCalls();
  expect([beginCall(calls), beginCall(calls)]).toEqual([true, true]);
  expect(endCall(calls)).toBe(false);
  expect(forbidCalls(calls)).toBe(false);
  expect([beginCall(calls), endCall(calls)]).toEqual([false, false]);
  expect(endCall(calls)).toBe(true);
  expect(forbidCalls(calls)).toBe(true);
  awaitCalls([calls], 1e9);
});

test("calls that never end are waited for no longer than is said, all together", () => {
  const threads = [nativeCalls(), nativeCalls()];
  for (const calls of threads) beginCall(calls);
  const wait = vi.spyOn(Atomics, "wait");
  onTestFinished(() => wait.mockRestore());
  awaitCalls(threads, 20);
  expect(new Set(wait.mock.calls.map(([calls]) => calls))).toEqual(new Set([threads[0]]));
  expect(threads.map(beginCall)).toEqual([false, false]);
});

test.each([
  ["dispose", "0 worker-crashed"],
  ["exit", "7"],
] as const)("a thread in the middle of a native call is ended in good order: %s", (ending, how) => {
  expect(endRepeatedly(ending, 4)).toEqual({ [how]: 4 });
});
