import { setTimeout } from "node:timers/promises";
import * as ort from "onnxruntime-node";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { adamW } from "../optimizer/adam-w.ts";
import { schedule } from "../schedule/schedule.ts";
import { openStep } from "../step/open-step.ts";
import type { Step } from "../step/step.ts";
import { SMALL_WEIGHTS, smallBatch, smallModel, squares } from "../testing/small-model.ts";
import { disturbed, openSmall, smallBatches, smallRun } from "../testing/small-run.ts";
import { memoryCheckpoints } from "./memory-checkpoints.ts";
import { type TrainOptions, train } from "./train.ts";
import type { TrainingEvent } from "./training-event.ts";

/** Trains a new step, and gives how it ended with all that happened. */
async function run(options: TrainOptions, { change = (step: Step) => step } = {}) {
  await using step = await openSmall();
  const events: TrainingEvent[] = [];
  const end = await train(change(step), { ...options, onEvent: (event) => void events.push(event) });
  return { ...end, state: structuredClone(step.state), events };
}

const of = <T extends TrainingEvent["type"]>(events: readonly TrainingEvent[], type: T) =>
  events.filter((event): event is Extract<TrainingEvent, { type: T }> => event.type === type);

test("a run makes its updates at the schedule's rates, and brings the loss down", async () => {
  const one = async function* () {
    for (;;) yield { batch: smallBatch(8), next: { epoch: 1, index: 0 } };
  };
  const options = smallRun(250, { batches: one });
  const { reason, step, events } = await run(options);
  expect([reason, step]).toEqual(["finished", 250]);
  const steps = of(events, "step");
  expect(steps.map(({ step }) => step)).toEqual(Array.from({ length: 250 }, (_, i) => i + 1));
  expect(steps.map(({ rate }) => rate)).toEqual(steps.map(({ step }) => options.schedule.at(step)));
  expect(steps[0]).toMatchObject({ examples: 8, epoch: 0 });
  expect(steps[0].loss).toBeGreaterThan(0.3);
  expect(steps[249].loss).toBeLessThan(1e-3);
  expect(of(events, "saved").map(({ step }) => step)).toEqual(Array.from({ length: 26 }, (_, i) => i * 10));
  expect([events[0].type, events.at(-1)]).toEqual(["started", { type: "stopped", step: 250, reason: "finished" }]);
});

test("a warm-up longer than the run is said", async () => {
  const { events } = await run(smallRun(4, { schedule: schedule({ rate: 0.01, steps: 4, warmup: 100 }) }));
  expect(of(events, "warmup-cut")).toEqual([{ type: "warmup-cut", asked: 100, warmup: 4 }]);
});

describe("stopping", () => {
  test("within a step at any of them, and going on, comes to the same bits", async () => {
    const straight = await run(smallRun(30));
    for (const stopAt of [1, 2, 9, 10, 17, 29]) {
      const checkpoints = memoryCheckpoints();
      const controller = new AbortController();
      const abortAt = (step: Step) =>
        disturbed(step, (count) => {
          if (count === stopAt) controller.abort();
        });
      const first = await run(smallRun(30, { checkpoints, signal: controller.signal }), { change: abortAt });
      expect(first).toMatchObject({ reason: "aborted", step: stopAt - 1 });
      expect(of(first.events, "saved").at(-1)).toMatchObject({ step: stopAt - 1 });
      const second = await run(smallRun(30, { checkpoints }));
      expect(of(second.events, "resumed")).toEqual([{ type: "resumed", step: stopAt - 1, differences: [] }]);
      expect(second.state).toEqual(straight.state);
      expect(second.progress).toEqual(straight.progress);
    }
  });

  test("does not wait for a batch that doesn't come", async () => {
    const controller = new AbortController();
    const batches: TrainOptions["batches"] = async function* (from, options) {
      for await (const batch of smallBatches(from, options)) {
        if (batch.next.index === 3) await new Promise(() => {});
        yield batch;
      }
    };
    void setTimeout(50).then(() => controller.abort());
    const { reason, step } = await run(smallRun(30, { batches, signal: controller.signal }));
    expect([reason, step]).toEqual(["aborted", 2]);
  });

  test("in the middle of an evaluation has it done again", async () => {
    const checkpoints = memoryCheckpoints();
    const controller = new AbortController();
    const evaluate: TrainOptions["evaluate"] = async (step) => {
      if (step.count === 20 && !controller.signal.aborted) {
        controller.abort();
        throw controller.signal.reason;
      }
      return { value: 100 - step.count };
    };
    const options = smallRun(30, { checkpoints, evaluate });
    expect(await run({ ...options, signal: controller.signal })).toMatchObject({ reason: "aborted", step: 20 });
    const { events } = await run(options);
    expect(of(events, "evaluated").map(({ step, value }) => [step, value])).toEqual([
      [20, 80],
      [30, 70],
    ]);
  });

  test("after an evaluation doesn't have it done again", async () => {
    const checkpoints = memoryCheckpoints();
    const controller = new AbortController();
    const evaluate: TrainOptions["evaluate"] = async (step) => ({ value: step.count });
    const options = smallRun(30, { checkpoints, evaluate });
    const change = (step: Step) => disturbed(step, (count) => count === 21 && controller.abort());
    expect(await run({ ...options, signal: controller.signal }, { change })).toMatchObject({ step: 20 });
    const { events, progress } = await run(options);
    expect(of(events, "evaluated").map(({ step }) => step)).toEqual([30]);
    expect(progress.stale).toBe(2);
  });

  test("happens where the batches end, and a run that is over stays over", async () => {
    const checkpoints = memoryCheckpoints();
    const batches: TrainOptions["batches"] = async function* (from, options) {
      for await (const batch of smallBatches(from, options)) {
        if (batch.next.epoch > 0) return;
        yield batch;
      }
    };
    expect(await run(smallRun(30, { batches, checkpoints }))).toMatchObject({ reason: "data-ended", step: 6 });
    expect(await run(smallRun(6, { checkpoints }))).toMatchObject({ reason: "finished", step: 6 });
  });
});

describe("NaN", () => {
  const poisoned = (bad: (at: number) => boolean): TrainOptions["batches"] =>
    async function* (from, options) {
      for await (const item of smallBatches(from, options)) {
        const at = item.next.epoch * 7 + item.next.index;
        const { x, wanted } = item.batch;
        yield bad(at) ? { ...item, batch: { x: { ...x, data: new Float32Array(24).fill(Number.NaN) }, wanted } } : item;
      }
    };

  test("sends the run back to the last checkpoint at half the rate, with the batches from there", async () => {
    let seen = 0;
    const options = smallRun(30, { batches: poisoned((at) => at === 15 && ++seen === 1) });
    const { events, reason, progress } = await run(options);
    expect(reason).toBe("finished");
    expect(of(events, "rolled-back")).toMatchObject([{ step: 10, from: 15, rateScale: 0.5 }]);
    expect(progress).toMatchObject({ rollbacks: 1, cursor: { epoch: 4, index: 2 } });
    const after = of(events, "step").slice(14);
    expect(after.map(({ step }) => step)).toEqual(Array.from({ length: 20 }, (_, i) => i + 11));
    expect(after.map(({ rate }) => rate)).toEqual(after.map(({ step }) => options.schedule.at(step) / 2));
  });

  test("ends it after three times", async () => {
    const checkpoints = memoryCheckpoints();
    const events: TrainingEvent[] = [];
    await using step = await openSmall();
    const options = smallRun(30, { checkpoints, batches: poisoned((at) => at === 15) });
    const error = await errorOf(() => train(step, { ...options, onEvent: (event) => void events.push(event) }));
    expect(error).toMatchObject({ code: "training-diverged", value: 15, cause: { code: "not-finite" } });
    expect(of(events, "rolled-back").map(({ rateScale }) => rateScale)).toEqual([0.5, 0.25, 0.125]);
    expect(step.count).toBe(14);
    for (const values of step.weights.values()) expect(values.every(Number.isFinite)).toBe(true);
  });
});

describe("memory that is too short", () => {
  /** onnxruntime, where sessions of more than so many examples fail. */
  const shortOf = (most: number): typeof ort => ({
    ...ort,
    InferenceSession: {
      create: async (bytes: Uint8Array, options: object) => {
        const session = await ort.InferenceSession.create(bytes, options);
        const run = async (feeds: Record<string, ort.Tensor>) => {
          if (feeds.shares && feeds.shares.dims[0] > most) {
            throw new Error(
              "Non-zero status code. bfc_arena.cc: Failed to allocate memory for requested buffer of size 512",
            );
          }
          return session.run(feeds);
        };
        return { run, release: () => session.release() };
      },
    } as never,
  });

  test.each([3, 2, 1])("for more than %i has the same updates made in smaller parts", async (most) => {
    const given = { model: smallModel(), weights: SMALL_WEIGHTS, objective: squares, optimizer: adamW(), threads: 1 };
    await using step = await openStep(shortOf(most), given);
    await using wanted = await openStep(ort, given);
    const events: TrainingEvent[] = [];
    const microBatch = most === 1 ? 1 : 2;
    const options = smallRun(12, { averageDecay: undefined });
    const { progress } = await train(step, { ...options, onEvent: (event) => void events.push(event) });
    await train(wanted, { ...options, microBatch });
    expect(of(events, "micro-batch").map((event) => event.microBatch)).toEqual(most === 1 ? [2, 1] : [2]);
    expect(progress.microBatch).toBe(microBatch);
    for (const [name, values] of step.weights) {
      const other = wanted.weights.get(name)!;
      for (const [i, value] of values.entries()) expect(Math.abs(value - other[i])).toBeLessThan(1e-5);
    }
  });

  test("for one example ends the run, and another error is not taken for it", async () => {
    const failing = (message: string) => (step: Step) =>
      disturbed(step, (count) => {
        if (count > 3) throw new Error(message);
      });
    const checkpoints = memoryCheckpoints();
    const options = smallRun(12, { checkpoints });
    const error = await errorOf(() => run(options, { change: failing("std::bad_alloc") }));
    expect(error).toMatchObject({ code: "out-of-memory", value: 1 });
    await expect(run(smallRun(12), { change: failing("no such kernel") })).rejects.toThrow("no such kernel");
    // What was learned before was saved.
    expect(of((await run(options)).events, "resumed")).toMatchObject([{ step: 3 }]);
  });
});

describe("evaluations", () => {
  const values = [5, 4, 4.05, 3.95, 4.2, 4.1, 3, 2];
  const evaluate: TrainOptions["evaluate"] = async ({ count }) => ({
    value: values[count / 5 - 1],
    metrics: { count },
  });
  const options = smallRun(40, { evaluate, evaluateEvery: 5, saveEvery: 1000 });

  test("end the run when they grow no better, by less than the least difference included", async () => {
    const { reason, step, events, progress } = await run({ ...options, earlyStopping: { patience: 3, minDelta: 0.1 } });
    expect([reason, step]).toEqual(["early", 25]);
    expect(of(events, "evaluated").map(({ isBest }) => isBest)).toEqual([true, true, false, false, false]);
    expect(of(events, "saved").map(({ step }) => step)).toEqual([0, 5, 10, 25]);
    expect(progress).toMatchObject({ best: { step: 10, value: 4 }, stale: 3, metrics: { count: 25, value: 4.2 } });
  });

  test("may be better when higher, and NaN is never better", async () => {
    const odd: TrainOptions["evaluate"] = async ({ count }) => ({
      value: [Number.NaN, 1, Number.NaN, 3, 2][count / 5 - 1],
    });
    const { progress, events } = await run({
      ...options,
      ...smallRun(25),
      evaluate: odd,
      better: "higher",
      evaluateEvery: 5,
    });
    expect(of(events, "evaluated").map(({ isBest }) => isBest)).toEqual([false, true, false, true, false]);
    expect(progress.best).toEqual({ step: 20, value: 3 });
    expect(of(events, "evaluated")[0].metrics.value).toBeNull();
  });

  test("that fail are told, and what was learned is saved before", async () => {
    const checkpoints = memoryCheckpoints();
    const failing = async () => Promise.reject(new Error("no pictures"));
    await expect(run({ ...options, evaluate: failing, checkpoints })).rejects.toThrow("no pictures");
    expect(of((await run({ ...options, checkpoints })).events, "resumed")).toMatchObject([{ step: 5 }]);
  });
});

test.each([
  { saveEvery: 0 },
  { saveEvery: 1.5 },
  { earlyStopping: { patience: 1, minDelta: -1 } },
  { evaluateEvery: -1 },
  { earlyStopping: { patience: 0 } },
])("%o is refused", async (part) => {
  expect(await errorOf(() => run(smallRun(3, part)))).toMatchObject({ code: "invalid-training-option" });
});
