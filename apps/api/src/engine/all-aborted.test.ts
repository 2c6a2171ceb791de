import { expect, test } from "vitest";
import { allAborted } from "./all-aborted.ts";

test("it aborts with the last of them, and not before", () => {
  const [a, b] = [new AbortController(), new AbortController()];
  const { signal } = allAborted([a.signal, b.signal]);
  a.abort();
  expect(signal?.aborted).toBe(false);
  b.abort(new Error("last"));
  expect(signal?.reason).toMatchObject({ message: "last" });
});

test("it never aborts for one who has no signal, nor once released", () => {
  const a = new AbortController();
  expect(allAborted([a.signal, undefined]).signal).toBeUndefined();
  const { signal, release } = allAborted([a.signal]);
  release();
  a.abort();
  expect(signal?.aborted).toBe(false);
});

test("it has aborted where all have already", () => {
  expect(allAborted([AbortSignal.abort()]).signal?.aborted).toBe(true);
});
