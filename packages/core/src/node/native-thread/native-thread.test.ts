import { expect, test } from "vitest";
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
  awaitCalls(calls, 1e9);
});

test("a call that never ends is waited for no longer than is said", () => {
  const calls = nativeCalls();
  beginCall(calls);
  awaitCalls(calls, 20);
  expect(beginCall(calls)).toBe(false);
});

test.each([
  ["dispose", "0 worker-crashed"],
  ["exit", "7"],
] as const)("a thread in the middle of a native call is ended in good order: %s", (ending, how) => {
  expect(endRepeatedly(ending, 4)).toEqual({ [how]: 4 });
});
