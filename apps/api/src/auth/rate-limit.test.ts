import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createRateLimit } from "./rate-limit.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a client may send so many in a minute, then is told when to come again", async () => {
  const limit = createRateLimit();
  const first = await limit.charge("a", 2);
  expect(first).toEqual({ headers: { "ratelimit-policy": '"default";q=2;w=60', ratelimit: '"default";r=1;t=60' } });
  vi.advanceTimersByTime(20_500);
  expect((await limit.charge("a", 2)).headers.ratelimit).toBe('"default";r=0;t=40');
  const { headers, refusal } = await limit.charge("a", 2);
  expect(headers.ratelimit).toBe('"default";r=0;t=40');
  expect(refusal).toMatchObject({ code: "too-many-requests", value: 40 });
  vi.advanceTimersByTime(39_500);
  expect(await limit.charge("a", 2)).not.toHaveProperty("refusal");
});

test("clients do not use up one another's", async () => {
  const limit = createRateLimit();
  expect((await limit.charge("a", 1)).refusal).toBeUndefined();
  expect((await limit.charge("b", 1)).refusal).toBeUndefined();
  expect((await limit.charge("a", 1)).refusal?.code).toBe("too-many-requests");
});

test("a store that is away leaves each server to count for itself", async () => {
  const redis = { status: "end", isReady: false, defineCommand: () => undefined };
  const limit = createRateLimit({ redis });
  expect((await limit.charge("a", 1)).refusal).toBeUndefined();
  expect((await limit.charge("a", 1)).refusal?.code).toBe("too-many-requests");
});
