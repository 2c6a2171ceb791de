import { expect, test } from "vitest";
import { createWaitingRoom } from "./waiting-room.ts";

test("clients take turns, each in its own order", () => {
  const room = createWaitingRoom<{ client: string; n: number }>();
  for (const [client, n] of [
    ["a", 1],
    ["a", 2],
    ["a", 3],
    ["b", 1],
    ["c", 1],
    ["b", 2],
  ] as const)
    room.enter({ client, n });
  expect([room.ahead("a"), room.ahead("b"), room.ahead("c"), room.ahead("d")]).toEqual([6, 6, 5, 3]);
  const order = Array.from({ length: 7 }, () => room.take()).map((one) => one && `${one.client}${one.n}`);
  expect(order).toEqual(["a1", "b1", "c1", "a2", "b2", "a3", undefined]);
  expect(room.size).toBe(0);
});

test("one leaves from any place, once", () => {
  const room = createWaitingRoom<{ client: string }>();
  const [one, other] = [{ client: "a" }, { client: "a" }];
  room.enter(one);
  room.enter(other);
  room.leave(one);
  room.leave(one);
  room.leave({ client: "b" });
  expect(room.size).toBe(1);
  expect(room.take()).toBe(other);
});

test("the greediest is named only to one who would have less", () => {
  const room = createWaitingRoom<{ client: string }>();
  expect(room.greediest("a")).toBeUndefined();
  const newest = { client: "a" };
  room.enter({ client: "a" });
  expect(room.greediest("b")).toBeUndefined();
  room.enter(newest);
  expect(room.greediest("b")).toBe(newest);
  expect(room.greediest("a")).toBeUndefined();
});
