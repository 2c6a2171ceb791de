import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { withResolvers } from "../testing/with-resolvers.ts";
import { createLane } from "./lane.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Work that ends when told. */
function held() {
  const { promise, resolve, reject } = withResolvers<string>();
  return { work: () => promise, resolve, reject };
}

function later(ms: number) {
  return () => new Promise<string>((resolve) => setTimeout(() => resolve("done"), ms));
}

const never = () => new Promise<string>(() => undefined);

describe("any crowd", () => {
  type Command =
    | { kind: "run"; client: string; heeds: boolean }
    | { kind: "end"; which: number; fails: boolean }
    | { kind: "cancel"; which: number }
    | { kind: "wait"; ms: number };

  const command: fc.Arbitrary<Command> = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant("run" as const),
        client: fc.constantFrom("a", "b", "c"),
        heeds: fc.boolean(),
      }),
    },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant("end" as const), which: fc.nat(40), fails: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("cancel" as const), which: fc.nat(40) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("wait" as const), ms: fc.nat(400) }) },
  );

  test("keeps its bounds, its order and its turns, and settles every job once", async () => {
    const limits = { concurrency: fc.integer({ min: 1, max: 3 }), limit: fc.integer({ min: 0, max: 5 }) };
    await fc.assert(
      fc.asyncProperty(fc.record(limits), fc.array(command, { maxLength: 60 }), async (bounds, commands) => {
        const lane = createLane({ ...bounds, deadlineMs: 1000 });
        const jobs: {
          client: string;
          settled: number;
          end(fails: boolean): void;
          cancel(): void;
          arrived: number;
          ended: number;
        }[] = [];
        const waiting: number[] = [];
        const wrong: string[] = [];
        const runs: number[] = [];
        let under = 0;
        const missed = new Map<string, string[]>();

        function run(client: string, heeds: boolean): void {
          const id = jobs.length;
          const { promise, resolve, reject } = withResolvers<number>();
          const cancelling = new AbortController();
          const job = {
            client,
            settled: 0,
            arrived: performance.now(),
            ended: 0,
            end: (fails: boolean) => (fails ? reject(new Error("failed")) : resolve(id)),
            cancel: () => cancelling.abort(new Error("cancelled")),
          };
          const settle = () => {
            job.settled++;
            job.ended = performance.now();
            const place = waiting.indexOf(id);
            if (place >= 0) waiting.splice(place, 1);
          };
          const work = (signal: AbortSignal) => {
            under++;
            runs.push(id);
            if (under > bounds.concurrency) wrong.push(`${under} run`);
            // The first of its client that waits, or one that came to a free place.
            const own = waiting.filter((other) => jobs[other].client === client);
            if (own.length > 0 && own[0] !== id) wrong.push(`${id} overtook ${own[0]}`);
            const place = waiting.indexOf(id);
            if (place >= 0) waiting.splice(place, 1);
            // No client is served twice while another waits all that time.
            for (const [other, served] of missed) {
              if (other === client) continue;
              if (!waiting.some((waiter) => jobs[waiter].client === other)) missed.set(other, []);
              else {
                if (served.includes(client)) wrong.push(`${client} was served twice while ${other} waited`);
                served.push(client);
              }
            }
            missed.set(client, []);
            if (heeds) signal.addEventListener("abort", () => reject(signal.reason));
            return promise.finally(() => {
              under--;
              runs.splice(runs.indexOf(id), 1);
            });
          };
          promise.catch(() => undefined);
          jobs.push(job);
          if (lane.running >= bounds.concurrency) waiting.push(id);
          if (!missed.has(client)) missed.set(client, []);
          try {
            lane.run(client, work, { signal: cancelling.signal }).then(settle, settle);
          } catch (error) {
            expect(error).toMatchObject({ code: "too-busy", value: expect.any(Number) });
            settle();
          }
        }

        for (const given of commands) {
          if (given.kind === "run") run(given.client, given.heeds);
          else if (given.kind === "end") jobs[runs[given.which % runs.length]]?.end(given.fails);
          else if (given.kind === "cancel") jobs[given.which % jobs.length]?.cancel();
          await vi.advanceTimersByTimeAsync(given.kind === "wait" ? given.ms : 0);
          // A client without anyone waiting has missed nothing.
          for (const client of missed.keys())
            if (!waiting.some((id) => jobs[id].client === client)) missed.set(client, []);
          expect(lane.running).toBeLessThanOrEqual(bounds.concurrency);
          expect(lane.waiting).toBeLessThanOrEqual(bounds.limit);
          expect(lane.waiting).toBe(waiting.length);
          expect(wrong).toEqual([]);
        }
        await vi.advanceTimersByTimeAsync(1000);
        expect(jobs.map(({ settled }) => settled)).toEqual(jobs.map(() => 1));
        for (const { arrived, ended } of jobs) expect(ended - arrived).toBeLessThanOrEqual(1000);
        for (const { end } of jobs) end(false);
        await vi.advanceTimersByTimeAsync(0);
        expect([lane.running, lane.waiting, vi.getTimerCount()]).toEqual([0, 0, 0]);
      }),
      { seed: 9, numRuns: 400 },
    );
  });
});

test("what waits past the deadline is refused, what runs past it was too slow", async () => {
  const lane = createLane({ concurrency: 1, limit: 1, deadlineMs: 1000 });
  const signals: AbortSignal[] = [];
  const slow = lane.run("a", (signal) => {
    signals.push(signal);
    return never();
  });
  const waits = lane.run("a", never);
  const both = Promise.allSettled([slow, waits]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(await both).toMatchObject([{ reason: { code: "too-slow" } }, { reason: { code: "too-busy", value: 1 } }]);
  expect(signals[0].reason).toMatchObject({ code: "too-slow" });
});

test("the newest of the greediest gives way to one who has less waiting", async () => {
  const lane = createLane({ concurrency: 1, limit: 3, deadlineMs: 1000 });
  const answers = Promise.allSettled([
    ...Array.from({ length: 4 }, () => lane.run("greedy", later(10))),
    lane.run("modest", later(10)),
  ]);
  expect(() => lane.run("greedy", never)).toThrow(expect.objectContaining({ code: "too-busy" }));
  await vi.advanceTimersByTimeAsync(100);
  expect((await answers).map(({ status }) => status)).toEqual([
    "fulfilled",
    "fulfilled",
    "fulfilled",
    "rejected",
    "fulfilled",
  ]);
});

test("one is refused at once when its end would come after the deadline, with the time to wait", async () => {
  const lane = createLane({ concurrency: 1, limit: 100, deadlineMs: 1000 });
  lane.run("a", later(400));
  await vi.advanceTimersByTimeAsync(400);
  const taken = [lane.run("a", later(400)), lane.run("a", later(400))];
  expect(() => lane.run("a", later(400))).toThrow(expect.objectContaining({ code: "too-busy", value: 1 }));
  await vi.advanceTimersByTimeAsync(800);
  expect(await Promise.all(taken)).toEqual(["done", "done"]);
});

test("a lane whose jobs were all too slow still takes one that can run at once", async () => {
  const lane = createLane({ concurrency: 1, limit: 10, deadlineMs: 1000 });
  const slow = lane.run("a", later(5000));
  slow.catch(() => undefined);
  await vi.advanceTimersByTimeAsync(1500);
  expect(() => lane.run("a", never)).toThrow(expect.objectContaining({ code: "too-busy" }));
  await vi.advanceTimersByTimeAsync(5000);
  const next = lane.run("a", later(5));
  await vi.advanceTimersByTimeAsync(5);
  expect(await next).toBe("done");
});

test("work that throws at once leaves its place to others", async () => {
  const lane = createLane({ concurrency: 1, limit: 1, deadlineMs: 1000 });
  const throws = lane.run("a", () => {
    throw new Error("at once");
  });
  const next = lane.run("a", later(1));
  await expect(throws).rejects.toThrow("at once");
  await vi.advanceTimersByTimeAsync(1);
  expect(await next).toBe("done");
});

test("cancelling takes a job out, tells its work, and leaves no listener behind", async () => {
  const lane = createLane({ concurrency: 1, limit: 5, deadlineMs: 1000 });
  const long = new AbortController();
  let listeners = 0;
  const { signal } = long;
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...args: Parameters<typeof add>) => {
    listeners++;
    add(...args);
  };
  signal.removeEventListener = (...args: Parameters<typeof remove>) => {
    listeners--;
    remove(...args);
  };
  for (let i = 0; i < 20; i++) {
    const { work, resolve } = held();
    const answer = lane.run("a", work, { signal });
    resolve("done");
    await answer;
  }
  expect(listeners).toBe(0);
  const both = Promise.allSettled([lane.run("a", never, { signal }), lane.run("a", never, { signal })]);
  long.abort(new Error("gone"));
  expect(await both).toMatchObject([{ reason: { message: "gone" } }, { reason: { message: "gone" } }]);
  expect(lane.waiting).toBe(0);
  expect(() => lane.run("a", never, { signal })).toThrow("gone");
});

test("one whose turn comes too late for it to end in time is not begun, so that it takes nobody's time", async () => {
  const lane = createLane({ concurrency: 1, limit: 100, deadlineMs: 1000 });
  lane.run("a", later(300));
  await vi.advanceTimersByTimeAsync(300);
  const longer = lane.run("a", later(800));
  let begun = false;
  const late = lane.run("a", () => {
    begun = true;
    return later(300)();
  });
  const both = Promise.allSettled([longer, late]);
  await vi.advanceTimersByTimeAsync(800);
  expect(await both).toMatchObject([{ value: "done" }, { reason: { code: "too-busy" } }]);
  expect(begun).toBe(false);
});

test("times that differ much leave more room before the deadline", async () => {
  const lane = createLane({ concurrency: 1, limit: 100, deadlineMs: 1000 });
  for (const ms of [400, 400, 400]) {
    lane.run("a", later(ms));
    await vi.advanceTimersByTimeAsync(ms);
  }
  lane.run("a", later(700));
  expect(() => lane.check("b")).not.toThrow();
  await vi.advanceTimersByTimeAsync(700);
  lane.run("a", later(400));
  expect(() => lane.check("b")).toThrow(expect.objectContaining({ code: "too-busy" }));
});

test("a check says what a job would be told, and takes no place", async () => {
  const lane = createLane({ concurrency: 1, limit: 1, deadlineMs: 1000 });
  lane.run("a", never).catch(() => undefined);
  lane.check("b");
  lane.run("a", never).catch(() => undefined);
  expect(() => lane.check("b")).toThrow(expect.objectContaining({ code: "too-busy" }));
  expect([lane.running, lane.waiting]).toEqual([1, 1]);
});
