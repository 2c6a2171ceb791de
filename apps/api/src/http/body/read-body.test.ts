import { expect, test } from "vitest";
import { errorOf } from "../../../../../tooling/testing/error-of.ts";
import { type BodyBudget, createBodyBudget } from "./body-budget.ts";
import { readBody } from "./read-body.ts";

const LIMITS = { maxBytes: 1 << 20, timeoutMs: 60_000 };

/** A request whose body comes in these pieces; a body that goes on for ever without an end. */
function request(pieces: Iterable<Uint8Array>, { end = true, headers = {} as Record<string, string> } = {}): Request {
  const rest = pieces[Symbol.iterator]();
  const body = new ReadableStream<Uint8Array>({
    pull(stream) {
      const { done, value } = rest.next();
      if (!done) stream.enqueue(value);
      else if (end) stream.close();
      else return new Promise<void>(() => undefined);
    },
  });
  return new Request("http://h/", { method: "POST", body, headers, duplex: "half" } as RequestInit);
}

/** A budget that tells what is held. */
function counted(limit = 1 << 30): BodyBudget & { held: number; most: number } {
  const budget = createBodyBudget(limit);
  const count = {
    held: 0,
    most: 0,
    take(bytes: number) {
      budget.take(bytes);
      count.held += bytes;
      count.most = Math.max(count.most, count.held);
    },
    give(bytes: number) {
      budget.give(bytes);
      count.held -= bytes;
    },
  };
  return count;
}

test("a body of many pieces is one, and is held until it is released", async () => {
  const budget = counted();
  const pieces = Array.from({ length: 100_000 }, (_, i) => new Uint8Array([i % 251]));
  const { bytes, release } = await readBody(request(pieces), { ...LIMITS, budget });
  expect(bytes).toEqual(new Uint8Array(100_000).map((_, i) => i % 251));
  expect(budget.held).toBeGreaterThanOrEqual(100_000);
  expect(budget.most).toBeLessThanOrEqual(200_000);
  release();
  expect(budget.held).toBe(0);
});

test("one whose length is announced takes no more than that", async () => {
  const budget = counted();
  const announced = { headers: { "content-length": "100000" } };
  await readBody(request([new Uint8Array(60_000), new Uint8Array(40_000)], announced), { ...LIMITS, budget });
  expect(budget.most).toBe(100_000);
});

test("no body is an empty one", async () => {
  const budget = counted(0);
  expect((await readBody(new Request("http://h/"), { ...LIMITS, budget })).bytes).toHaveLength(0);
});

test("a body that is announced too large is refused before any of it is read", async () => {
  const budget = counted();
  const asked = request([new Uint8Array(10)], { headers: { "content-length": String((1 << 20) + 1) } });
  expect((await errorOf(() => readBody(asked, { ...LIMITS, budget }))).code).toBe("body-too-large");
  expect([budget.most, asked.bodyUsed]).toEqual([0, false]);
});

test("one that turns out too large is read no further", async () => {
  const budget = counted();
  let sent = 0;
  function* endless() {
    for (;;) {
      sent += 1 << 16;
      yield new Uint8Array(1 << 16);
    }
  }
  expect((await errorOf(() => readBody(request(endless()), { ...LIMITS, budget }))).code).toBe("body-too-large");
  expect(sent).toBeLessThanOrEqual((1 << 20) + (3 << 16));
  expect([budget.held, budget.most <= 1 << 20]).toEqual([0, true]);
});

test("one that stalls is given up, and what it took is given back", async () => {
  const budget = counted();
  const stalled = request([new Uint8Array(100)], { end: false });
  const error = await errorOf(() => readBody(stalled, { ...LIMITS, timeoutMs: 20, budget }));
  expect(error.code).toBe("body-timeout");
  expect(budget.held).toBe(0);
});

test("one that breaks off is told as such", async () => {
  const budget = counted();
  function* broken() {
    yield new Uint8Array(100);
    throw new Error("reset");
  }
  expect((await errorOf(() => readBody(request(broken()), { ...LIMITS, budget }))).code).toBe("body-cut");
  expect(budget.held).toBe(0);
});

test("the bodies of all together keep to the budget", async () => {
  const budget = counted(100_000);
  const { release } = await readBody(request([new Uint8Array(90_000)]), { ...LIMITS, budget });
  const next = () => readBody(request([new Uint8Array(50_000)]), { ...LIMITS, budget });
  expect(await errorOf(next)).toMatchObject({ code: "too-busy", value: 1 });
  release();
  expect((await next()).bytes).toHaveLength(50_000);
});
