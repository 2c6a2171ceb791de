import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { mapAhead } from "./map-ahead.ts";

async function collect<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
}

test("keeps the order whatever ends first, with no more calls at once than allowed", async () => {
  let running = 0;
  let most = 0;
  const work = async (n: number) => {
    most = Math.max(most, ++running);
    await sleep((n * 7) % 5);
    running--;
    return n * n;
  };
  const numbers = Array.from({ length: 20 }, (_, n) => n);
  expect(await collect(mapAhead(numbers, 3, work))).toEqual(numbers.map((n) => n * n));
  expect(most).toBe(3);
});

test("fewer items than calls allowed, and none at all", async () => {
  expect(await collect(mapAhead([1, 2], 8, async (n) => n))).toEqual([1, 2]);
  expect(await collect(mapAhead([], 8, async (n) => n))).toEqual([]);
});

test("a failure comes at its own turn", async () => {
  const got: number[] = [];
  const run = async () => {
    const work = async (n: number) => {
      if (n === 2) throw new Error("two");
      return n;
    };
    for await (const n of mapAhead([0, 1, 2, 3], 4, work)) got.push(n);
  };
  await expect(run()).rejects.toThrow("two");
  expect(got).toEqual([0, 1]);
});

test("a consumer that stops starts no further call", async () => {
  const started: number[] = [];
  for await (const n of mapAhead([0, 1, 2, 3, 4, 5], 2, async (item) => void started.push(item))) {
    expect(n).toBeUndefined();
    break;
  }
  expect(started).toEqual([0, 1]);
});
