import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { tickingClock } from "../testing/fake-clock.ts";
import { type BenchmarkOptions, type BenchmarkProgress, benchmarkSubject } from "./benchmark-subject.ts";
import type { LoadedSubject } from "./subject.ts";

/** A subject whose loading takes 300 ms, first call 70, and others 5 an item; making its input takes a second. */
function subject(changes: Partial<LoadedSubject> = {}) {
  const clock = tickingClock(0.001);
  const made: number[] = [];
  let calls = 0;
  let disposed = 0;
  const load = async (): Promise<LoadedSubject> => {
    clock.pass(300);
    return {
      runtime: "test 1.0 (cpu)",
      make(batch) {
        clock.pass(1000);
        made.push(batch);
        return batch;
      },
      call(batch, note) {
        clock.pass(calls++ === 0 ? 70 : 5 * (batch as number));
        note("half", 2.5);
      },
      dispose: async () => void disposed++,
      ...changes,
    };
  };
  return { clock, load, made, calls: () => calls, disposed: () => disposed };
}

const measure = (given: ReturnType<typeof subject>, options: BenchmarkOptions = {}, memory = undefined as never) =>
  benchmarkSubject(given, { runs: 20, warmup: 4, ...options }, { clock: given.clock, memory });

test("loading, first call and warm calls are apart; making inputs is in none", async () => {
  const given = subject();
  const raw = await measure(given, { batches: [1, 4] });
  expect(raw.loadMs).toBeCloseTo(300, 1);
  expect(raw.firstCallMs).toBeCloseTo(70, 1);
  expect(raw.samples).toHaveLength(20);
  for (const ms of raw.samples) expect(ms).toBeCloseTo(5, 1);
  expect(raw.throughput.map(({ batch }) => batch)).toEqual([1, 4]);
  for (const { perSecond } of raw.throughput) expect(perSecond).toBeCloseTo(200, 0);
  expect(raw.throughput[0].runs).toBe(20);
  expect(raw.stages.half).toEqual(Array(20).fill(2.5));
  expect(raw.timerResolution).toBeCloseTo(0.001, 6);
  expect(given.disposed()).toBe(1);
});

test("batches are 1, 4, 8, 16 and 32 unless told, and calls 100 after 10", async () => {
  const given = subject();
  const raw = await benchmarkSubject(given, {}, { clock: given.clock });
  expect(raw.throughput.map(({ batch }) => batch)).toEqual([1, 4, 8, 16, 32]);
  expect(raw.samples).toHaveLength(100);
  expect(given.made.slice(0, 111)).toEqual(Array(111).fill(1));
});

test("stages that can be called alone are measured after the whole", async () => {
  const given = subject();
  const { clock, load } = given;
  const decode = { prepare: () => clock.pass(50), call: () => clock.pass(3) };
  given.load = async () => ({ ...(await load()), parts: async () => ({ decode }) });
  const raw = await measure(given, { batches: [] });
  expect(raw.stages.decode).toHaveLength(20);
  for (const ms of raw.stages.decode) expect(ms).toBeCloseTo(3, 1);
  expect(raw.throughput).toEqual([]);
});

describe("a graph for one batch", () => {
  test("is measured with that, and tells why it has no other", async () => {
    const raw = await measure(subject({ fixedBatch: 4 }), { batches: [1, 4] });
    expect(raw.batchSize).toBe(4);
    expect(raw.throughput[0]).toEqual({
      batch: 1,
      perSecond: null,
      runs: 0,
      reason: "the graph is made for batches of 4",
    });
    expect(raw.throughput[1].perSecond).toBeCloseTo(200, 0);
  });

  test("refuses another", async () => {
    const given = subject({ fixedBatch: 4 });
    expect((await errorOf(() => measure(given, { batchSize: 2 }))).code).toBe("invalid-bench-option");
    expect(given.calls()).toBe(0);
  });
});

test("a batch that fails is not measured, and says why; the others are", async () => {
  const given = subject();
  const { load } = given;
  given.load = async () => {
    const loaded = await load();
    return {
      ...loaded,
      call(batch, note) {
        if (batch === 8) throw new Error("out of memory\nin detail");
        return loaded.call(batch, note);
      },
    };
  };
  const raw = await measure(given, { batches: [8, 4] });
  expect(raw.throughput[0].perSecond).toBeCloseTo(200, 0);
  expect(raw.throughput[1]).toEqual({
    batch: 8,
    perSecond: null,
    runs: 0,
    reason: "a batch of 8 failed: out of memory",
  });
});

test("memory is read before loading, after the first call, before and after the batches", async () => {
  let reads = 0;
  const memory = { read: () => ({ resident: ++reads * 100, peak: reads * 1000 }) };
  const raw = await measure(subject(), { batches: [4] }, memory as never);
  expect(raw.memory).toEqual({ before: 100, loaded: 200, peak: 3000, peakOfAll: 4000 });
});

test("whatever ends it, what was loaded is disposed of", async () => {
  const failing = subject({
    call() {
      throw new Error("no");
    },
  });
  await expect(measure(failing)).rejects.toThrow("no");
  expect(failing.disposed()).toBe(1);

  const stopped = subject();
  const reason = new Error("enough");
  const controller = new AbortController();
  const heard: BenchmarkProgress[] = [];
  const onProgress = (progress: BenchmarkProgress) => {
    heard.push(progress);
    if (progress.stage === "throughput") controller.abort(reason);
  };
  await expect(measure(stopped, { signal: controller.signal, onProgress })).rejects.toBe(reason);
  expect(stopped.disposed()).toBe(1);
  expect([...new Set(heard.map(({ stage }) => stage))]).toEqual(["load", "warmup", "runs", "throughput"]);

  const coarse = subject();
  const error = await errorOf(() => benchmarkSubject(coarse, { runs: 5 }, { clock: { now: () => 0 } }));
  expect(error.code).toBe("timer-too-coarse");
  expect(coarse.disposed()).toBe(1);
});

test.each([{ runs: 0 }, { warmup: -1 }, { batchSize: 0 }, { batches: [1, 0] }, { batches: [1.5] }])(
  "refuses %j before anything is loaded",
  async (options) => {
    const given = subject();
    expect((await errorOf(() => measure(given, options))).code).toBe("invalid-bench-option");
    expect(given.disposed()).toBe(0);
  },
);
