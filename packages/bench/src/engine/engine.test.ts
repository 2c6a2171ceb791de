import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { fakeClock, tickingClock } from "../testing/fake-clock.ts";
import { checkTimer } from "./check-timer.ts";
import { type CallProgress, measureLatency } from "./measure-latency.ts";
import { measureThroughput } from "./measure-throughput.ts";
import { timerResolution } from "./timer-resolution.ts";

describe("latency", () => {
  test("every counted call gives a sample, and neither warm-up nor making inputs is in one", async () => {
    const clock = fakeClock();
    const inputs: number[] = [];
    const samples = await measureLatency(
      (input: number) => {
        inputs.push(input);
        clock.pass(input < 3 ? 50 : input);
      },
      {
        warmup: 3,
        runs: 5,
        clock,
        prepare() {
          clock.pass(1000);
          return inputs.length;
        },
      },
    );
    expect(samples).toEqual([3, 4, 5, 6, 7]);
    expect(inputs).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  test("a call that returns a promise lasts until it is kept; calls never overlap", async () => {
    const clock = fakeClock();
    let running = 0;
    const samples = await measureLatency(
      async () => {
        expect(++running).toBe(1);
        clock.pass(2);
        await new Promise((resolve) => setTimeout(resolve));
        clock.pass(5);
        running--;
      },
      { warmup: 0, runs: 4, clock, prepare: async () => clock.pass(9) },
    );
    expect(samples).toEqual([7, 7, 7, 7]);
  });

  test("tells of each call, 10 of them for warm-up and 100 counted unless told", async () => {
    const heard: CallProgress[] = [];
    const samples = await measureLatency(() => undefined, { onProgress: (progress) => heard.push(progress) });
    expect(samples).toHaveLength(100);
    expect(heard).toHaveLength(110);
    expect(heard[9]).toEqual({ stage: "warmup", done: 10, total: 10 });
    expect(heard[109]).toEqual({ stage: "runs", done: 100, total: 100 });
  });

  test("a signal ends it between two calls, also where calls never wait", async () => {
    const reason = new Error("enough");
    const controller = new AbortController();
    let calls = 0;
    setTimeout(() => controller.abort(reason), 20);
    const busy = () => {
      calls++;
      const until = performance.now() + 1;
      while (performance.now() < until);
    };
    await expect(measureLatency(busy, { runs: 1_000_000, signal: controller.signal })).rejects.toBe(reason);
    expect(calls).toBeLessThan(2000);
    const aborted = measureLatency(busy, { signal: AbortSignal.abort(reason) });
    await expect(aborted).rejects.toBe(reason);
  });

  test("what the call or its input throws ends it", async () => {
    const error = new Error("no");
    const fail = () => {
      throw error;
    };
    await expect(measureLatency(fail)).rejects.toBe(error);
    await expect(measureLatency(() => Promise.reject(error))).rejects.toBe(error);
    await expect(measureLatency(() => undefined, { prepare: fail })).rejects.toBe(error);
  });

  test.each([{ warmup: -1 }, { runs: 0 }, { runs: 1.5 }, { runs: Number.NaN }, { warmup: 1e7 }])(
    "refuses %j",
    async (options) => {
      expect((await errorOf(() => measureLatency(() => undefined, options))).code).toBe("invalid-bench-option");
    },
  );
});

describe("throughput", () => {
  test("is items over the time within calls, which end when there are enough", async () => {
    const clock = fakeClock();
    let calls = 0;
    const call = () => {
      calls++;
      clock.pass(calls <= 2 ? 900 : 100);
    };
    const prepare = () => clock.pass(10_000);
    const found = await measureThroughput(call, { batch: 8, enoughMs: 1000, clock, prepare });
    expect(found).toEqual({ perSecond: 80, samples: Array(10).fill(100) });
    expect(calls).toBe(12);
  });

  test("takes at least 3 calls however long they are, and at most 100 however short", async () => {
    const clock = fakeClock();
    const slow = await measureThroughput(() => clock.pass(60_000), { batch: 1, warmup: 0, clock });
    expect(slow.samples).toHaveLength(3);
    const fast = await measureThroughput(() => clock.pass(0.01), { batch: 1, warmup: 0, clock });
    expect(fast.samples).toHaveLength(100);
  });

  test.each([{ batch: 0 }, { batch: 1, minRuns: 5, maxRuns: 4 }, { batch: 2.5 }])("refuses %j", async (options) => {
    expect((await errorOf(() => measureThroughput(() => undefined, options))).code).toBe("invalid-bench-option");
  });
});

describe("the timer", () => {
  test("its step is found, and infinite where it stands still", () => {
    const coarse = tickingClock(0.001);
    expect(timerResolution({ now: () => Math.floor(coarse.now() / 0.1) * 0.1 })).toBeCloseTo(0.1, 9);
    expect(timerResolution(fakeClock())).toBe(Number.POSITIVE_INFINITY);
    expect(Number.isFinite(timerResolution())).toBe(true);
  });

  test("is refused over a tenth of a call, and warned of over a hundredth", async () => {
    expect(checkTimer(0.1, 10)).toEqual([]);
    expect(checkTimer(0.1, 5)).toEqual(["the timer moves in steps of 0.1 ms, over 1 % of a call's 5 ms"]);
    const error = await errorOf(() => checkTimer(0.1, 0.9));
    expect(error.code).toBe("timer-too-coarse");
    expect(error.remedy).toContain("cross-origin isolated");
    expect((await errorOf(() => checkTimer(Number.POSITIVE_INFINITY, 10))).message).toContain("no known");
    expect((await errorOf(() => checkTimer(1, 0))).code).toBe("timer-too-coarse");
  });
});
