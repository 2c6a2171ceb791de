import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { INTERRUPTED } from "./stop.ts";
import { stopAtSignals } from "./stop-at-signals.ts";

test.each([
  ["SIGINT", "SIGTERM"],
  ["SIGTERM", "SIGINT"],
  ["SIGHUP", "SIGTERM"],
] as const)("%s asks for an end, and %s after it meets nobody", (first, second) => {
  const process = new EventEmitter();
  const controller = new AbortController();
  stopAtSignals(process, controller);
  expect(controller.signal.aborted).toBe(false);
  expect(process.emit(first)).toBe(true);
  expect(controller.signal.reason).toBe(INTERRUPTED);
  expect([process.emit(first), process.emit(second)]).toEqual([false, false]);
});
