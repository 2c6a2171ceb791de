import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { atMost } from "./at-most.ts";

test("starts in order, no more at once than allowed, and passes results and failures on", async () => {
  const limited = atMost(2);
  const started: number[] = [];
  let underWay = 0;
  let most = 0;
  const answers = await Promise.allSettled(
    [0, 1, 2, 3, 4, 5].map((n) =>
      limited(async () => {
        started.push(n);
        most = Math.max(most, ++underWay);
        await sleep((n * 7) % 4);
        underWay--;
        if (n === 2) throw new Error("two");
        return n;
      }),
    ),
  );
  expect(started).toEqual([0, 1, 2, 3, 4, 5]);
  expect(most).toBe(2);
  expect(answers.map((answer) => (answer.status === "fulfilled" ? answer.value : answer.reason.message))).toEqual([
    0,
    1,
    "two",
    3,
    4,
    5,
  ]);
});
