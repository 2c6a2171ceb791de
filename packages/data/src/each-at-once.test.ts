import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { eachAtOnce } from "./each-at-once.ts";

test("does every index once, and never more at once than allowed", async () => {
  const done: number[] = [];
  let [underWay, most] = [0, 0];
  await eachAtOnce(20, 3, async (i) => {
    most = Math.max(most, ++underWay);
    await setImmediate();
    underWay--;
    done.push(i);
  });
  expect(done.sort((a, b) => a - b)).toEqual([...Array(20).keys()]);
  expect(most).toBe(3);
});

test("begins nothing more after a failure, and waits for what is under way", async () => {
  const begun: number[] = [];
  let underWay = 0;
  const work = eachAtOnce(20, 3, async (i) => {
    begun.push(i);
    underWay++;
    await setImmediate();
    underWay--;
    if (i === 1) throw new Error("bad");
    await setImmediate();
  });
  await expect(work).rejects.toThrow("bad");
  expect(underWay).toBe(0);
  expect(begun.length).toBeLessThan(8);
});
