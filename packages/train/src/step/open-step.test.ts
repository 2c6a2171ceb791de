import * as ort from "onnxruntime-node";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { adamW } from "../optimizer/adam-w.ts";
import { averageDecay } from "../optimizer/average-decay.ts";
import type { Optimizer } from "../optimizer/optimizer.ts";
import { SMALL_WEIGHTS, smallBatch, smallModel, squares } from "../testing/small-model.ts";
import { openStep, type StepOptions } from "./open-step.ts";

const open = (options: Partial<StepOptions> = {}) =>
  openStep(ort, {
    model: smallModel(),
    weights: SMALL_WEIGHTS,
    objective: squares,
    optimizer: adamW(),
    threads: 1,
    ...options,
  });

const copy = (weights: ReadonlyMap<string, Float32Array>) =>
  new Map([...weights].map(([name, values]) => [name, values.slice()]));

/** Largest difference over the largest number. */
function gap(a: ReadonlyMap<string, Float32Array>, b: ReadonlyMap<string, Float32Array>): number {
  let [most, largest] = [0, 0];
  for (const [name, values] of a) {
    values.forEach((value, i) => {
      largest = Math.max(largest, Math.abs(value));
      most = Math.max(most, Math.abs(value - b.get(name)![i]));
    });
  }
  return most / largest;
}

describe("a step", () => {
  test("brings the loss of one batch down to nearly nothing", async () => {
    await using step = await open();
    const losses = [];
    for (let i = 0; i < 300; i++) losses.push((await step.run(smallBatch(4), { rate: 0.02 })).loss);
    expect(losses[0]).toBeGreaterThan(0.3);
    expect(losses.at(-1)).toBeLessThan(1e-4);
    expect(step.count).toBe(300);
  });

  test.each([1, 2, 7, 127, 256, 513])("of a batch of %i is the same whatever it is computed in", async (count) => {
    const run = async (microBatch?: number) => {
      await using step = await open();
      for (let i = 0; i < 3; i++) {
        await step.run(smallBatch(count, i), { rate: 1e-3, ...(microBatch && { microBatch }) });
      }
      return copy(step.weights);
    };
    const whole = await run();
    for (const microBatch of [1, 3, 64]) expect(gap(whole, await run(microBatch))).toBeLessThan(1e-5);
  });

  test("counts examples by their shares", async () => {
    await using half = await open();
    await using both = await open();
    const batch = smallBatch(4);
    const first = {
      x: { data: batch.x.data.subarray(0, 6), shape: [1, 6] },
      wanted: { data: batch.wanted.data.subarray(0, 2), shape: [1, 2] },
    };
    const { loss } = await half.run(batch, { rate: 0.01, shares: Float32Array.of(1, 0, 0, 0) });
    expect((await both.run(first, { rate: 0.01 })).loss).toBeCloseTo(loss, 6);
    expect(gap(half.weights, both.weights)).toBeLessThan(1e-5);
  });

  test("taken up from its state goes on bit for bit", async () => {
    await using straight = await open({ average: true });
    await using begun = await open({ average: true });
    const options = (step: number) => ({ rate: 1e-2, clip: 0.5, average: averageDecay(0.99, step) });
    for (let i = 1; i <= 8; i++) await straight.run(smallBatch(5, i), options(i));
    for (let i = 1; i <= 3; i++) await begun.run(smallBatch(5, i), options(i));
    const state = structuredClone(begun.state);
    await using resumed = await open({ average: true });
    resumed.restore(state);
    for (let i = 4; i <= 8; i++) await resumed.run(smallBatch(5, i), options(i));
    expect(resumed.state).toEqual(straight.state);
    expect(resumed.average).toEqual(straight.average);
  });

  test("keeps an average that begins as the weights are and follows them", async () => {
    await using step = await open({ average: true });
    const before = copy(step.weights);
    await step.run(smallBatch(5), { rate: 1e-2, average: 0.75 });
    for (const [name, values] of step.average!) {
      values.forEach((value, i) => {
        expect(value).toBeCloseTo(before.get(name)![i] * 0.75 + step.weights.get(name)![i] * 0.25, 6);
      });
    }
  });

  test("shortens the gradient to the clip", async () => {
    await using free = await open({ optimizer: plainDescent });
    await using clipped = await open({ optimizer: plainDescent });
    const before = copy(free.weights);
    const { norm } = await free.run(smallBatch(5), { rate: 1 });
    await clipped.run(smallBatch(5), { rate: 1, clip: norm / 4 });
    for (const [name, values] of clipped.weights) {
      const start = before.get(name)!;
      values.forEach((value, i) => {
        expect(value - start[i]).toBeCloseTo((free.weights.get(name)![i] - start[i]) / 4, 5);
      });
    }
  });

  test("updates groups with their own rate and decay, and leaves weights alone that are not named", async () => {
    const rated = (name: string) => ({ decays: name === "last.weight", rate: name.startsWith("norm") ? 0 : 1 });
    const weights = SMALL_WEIGHTS.filter((name) => name !== "first.bias");
    await using step = await open({ weights, group: rated, optimizer: adamW({ weightDecay: 0.5 }) });
    await using plain = await open({ weights, group: (name) => ({ ...rated(name), decays: false }) });
    const before = copy(step.weights);
    await step.run(smallBatch(5), { rate: 0.1 });
    await plain.run(smallBatch(5), { rate: 0.1 });
    expect([...step.weights.keys()].sort()).toEqual([...weights].sort());
    expect(step.weights.get("norm.weight")).toEqual(before.get("norm.weight"));
    expect(step.weights.get("first.weight")).toEqual(plain.weights.get("first.weight"));
    step.weights.get("last.weight")!.forEach((value, i) => {
      const decayed = plain.weights.get("last.weight")![i] - 0.05 * before.get("last.weight")![i];
      expect(value).toBeCloseTo(decayed, 5);
    });
  });

  test("computed in segments gives the same bits", async () => {
    await using whole = await open();
    await using parts = await open({ segments: 3 });
    for (let i = 0; i < 3; i++) {
      expect(await parts.run(smallBatch(5, i), { rate: 0.01 })).toEqual(
        await whole.run(smallBatch(5, i), { rate: 0.01 }),
      );
    }
    expect(parts.state).toEqual(whole.state);
  });
});

/** Gradient descent without memory. */
const plainDescent: Optimizer = {
  name: "plain",
  settings: {},
  slots: [],
  update({ weight, gradient }, { rate, scale }) {
    for (let i = 0; i < weight.length; i++) weight[i] -= rate * scale * gradient[i];
  },
};

describe("what can't be done is refused and leaves everything as it was", () => {
  test("NaN in a batch, and infinity", async () => {
    await using step = await open({ average: true });
    await step.run(smallBatch(3), { rate: 0.01, average: 0.9 });
    const before = structuredClone(step.state);
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, 1e30]) {
      const batch = smallBatch(3);
      batch.x.data[4] = bad as never;
      if (bad === 1e30) batch.wanted.data.fill(1e30 as never);
      expect(await errorOf(() => step.run(batch, { rate: 0.01, average: 0.9 }))).toMatchObject({ code: "not-finite" });
      expect(step.state).toEqual(before);
    }
    await step.run(smallBatch(3), { rate: 0.01, average: 0.9 });
    expect(step.count).toBe(2);
  });

  test("a cancelled run", async () => {
    await using step = await open();
    const before = structuredClone(step.state);
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(step.run(smallBatch(3), { rate: 0.01, signal })).rejects.toThrow("enough");
    expect(step.state).toEqual(before);
  });

  test.each<[string, string, (batch: ReturnType<typeof smallBatch>) => object, object?]>([
    ["an input that is missing", "wrong-batch", ({ x }) => ({ x })],
    ["an input that there is not", "wrong-batch", (batch) => ({ ...batch, more: batch.x })],
    ["fewer numbers", "wrong-batch", ({ x, wanted }) => ({ x: { ...x, data: x.data.subarray(1) }, wanted })],
    ["batches that differ", "wrong-batch", ({ x }) => ({ x, wanted: smallBatch(2).wanted })],
    ["no examples", "wrong-batch", () => smallBatch(0)],
    ["shares of another batch", "wrong-batch", (batch) => batch, { shares: new Float32Array(2) }],
    ["a micro-batch of nothing", "invalid-training-option", (batch) => batch, { microBatch: 0 }],
  ])("%s", async (_, code, change, more = {}) => {
    await using step = await open();
    const before = structuredClone(step.state);
    const error = await errorOf(() => step.run(change(smallBatch(3)) as never, { rate: 0.01, ...more }));
    expect(error).toMatchObject({ code });
    expect(step.state).toEqual(before);
  });

  test("weights that there are not, losses of another shape, another step's state", async () => {
    expect(await errorOf(() => open({ weights: ["nobody"] }))).toMatchObject({
      code: "unknown-weight",
      value: "nobody",
    });
    expect(await errorOf(() => open({ objective: (g, { y }) => g.mul(y, y) }))).toMatchObject({
      code: "wrong-loss-shape",
    });
    await using step = await open();
    const { state: own } = step;
    const without = (name: string) => new Map([...own.weights].filter(([other]) => other !== name));
    const before = structuredClone(own);
    for (const state of [
      { ...own, memory: {} },
      { ...own, count: 1.5 },
      { ...own, weights: without("first.bias") },
      { ...own, weights: new Map([...own.weights, ["more", new Float32Array(3)]]) },
      { ...own, weights: new Map([...own.weights, ["first.bias", new Float32Array(3)]]) },
      { ...own, average: own.weights },
      { ...own, memory: { ...own.memory, velocity: own.weights } },
    ]) {
      expect(await errorOf(() => step.restore(state))).toMatchObject({ code: "wrong-step-state" });
    }
    expect(step.state).toEqual(before);
  });
});
