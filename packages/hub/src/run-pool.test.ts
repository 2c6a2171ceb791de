import { expect, test } from "vitest";
import { runPool } from "./run-pool.ts";

test("a pool stops beginning after a failure, and waits for what runs", async () => {
  const done: number[] = [];
  const failing = runPool([0, 1, 2, 3], 2, async (n) => {
    if (n === 0) throw new Error("zero");
    await new Promise((resolve) => setImmediate(resolve));
    done.push(n);
  });
  await expect(failing).rejects.toThrow("zero");
  expect(done).toEqual([1]);
});

test("a failure fires the others' signal, the caller's own ends all, and no more workers are made than there are items", async () => {
  const reasons: unknown[] = [];
  const zero = new Error("zero");
  const failing = runPool([0, 1], 2, async (n, signal) => {
    if (n === 0) throw zero;
    await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
    reasons.push(signal.reason);
  });
  await expect(failing).rejects.toBe(zero);
  expect(reasons).toEqual([zero]);

  const stop = new AbortController();
  const begun: number[] = [];
  const enough = new Error("enough");
  const stopped = runPool(
    [0, 1, 2],
    1,
    async (n) => {
      begun.push(n);
      if (n === 1) stop.abort(enough);
    },
    stop.signal,
  );
  await expect(stopped).rejects.toBe(enough);
  expect(begun).toEqual([0, 1]);

  const done: number[] = [];
  await runPool([0, 1, 2], Number.MAX_SAFE_INTEGER, async (n) => void done.push(n));
  expect(done).toEqual([0, 1, 2]);
});
