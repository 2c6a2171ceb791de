import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type GuidanceOptions, guide, type LabelledVelocity } from "./guidance.ts";
import { solvers } from "./registry.ts";
import { uniformTimes } from "./times.ts";

const NULL_CLASS = 13;

/** A smooth field that depends on state, time and label, for pictures of any size; records what it was asked. */
function recorder() {
  const asked: { x: Float32Array; t: number; labels: number[]; v: Float32Array }[] = [];
  const velocity: LabelledVelocity = (x, t, labels) => {
    const size = x.length / labels.length;
    const v = x.map((value, i) => Math.fround(Math.sin(value + labels[Math.floor(i / size)]) + t * (i % size)));
    asked.push({ x: x.slice(), t, labels: [...labels], v });
    return v;
  };
  return { asked, velocity };
}

const options = (changes: Partial<GuidanceOptions> = {}): GuidanceOptions => ({
  labels: [2, 7],
  nullClass: NULL_CLASS,
  scale: 2,
  ...changes,
});
const x: Float32Array = Float32Array.of(0.1, -0.4, 1.5, 0.9, -2, 0.3);

const deviation = (values: Float32Array) => {
  const mean = values.reduce((a, b) => a + b) / values.length;
  return Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length);
};

describe("guide", () => {
  test("runs the state twice over, with labels and with none, and extrapolates from none through labels", async () => {
    const { asked, velocity } = recorder();
    const v = await guide(velocity, options({ scale: 2.5 }))(x, 0.5, {});
    expect(asked).toHaveLength(1);
    expect(asked[0].labels).toEqual([2, 7, NULL_CLASS, NULL_CLASS]);
    expect([...asked[0].x]).toEqual([...x, ...x]);
    const [labelled, none] = [asked[0].v.subarray(0, 6), asked[0].v.subarray(6)];
    expect(v).toEqual(labelled.map((value, i) => none[i] + 2.5 * (value - none[i])));
    expect([...x]).toEqual([0.1, -0.4, 1.5, 0.9, -2, 0.3].map(Math.fround));
  });

  test("at scale 0 is the velocity without labels", async () => {
    const { asked, velocity } = recorder();
    expect(await guide(velocity, options({ scale: 0 }))(x, 0.5, {})).toEqual(asked[0].v.slice(6));
  });

  test("at scale 1 runs the labels alone and equals no guidance bit for bit, rescaled or not", async () => {
    for (const { solve } of Object.values(solvers)) {
      for (const rescale of [0, 0.7, 1]) {
        const { asked, velocity } = recorder();
        const guided = await solve(guide(velocity, options({ scale: 1, rescale })), x, uniformTimes(7));
        expect(asked.every(({ labels }) => labels.length === 2)).toBe(true);
        expect(guided).toEqual(await solve((state, t) => velocity(state, t, [2, 7], {}), x, uniformTimes(7)));
      }
    }
  });

  test("acts from the interval's first time to its last, both included", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(8), fc.nat(8), fc.nat(8), async (a, b, c) => {
        const { asked, velocity } = recorder();
        const [from, to] = [Math.min(a, b) / 8, Math.max(a, b) / 8];
        const t = c / 8;
        const v = await guide(velocity, options({ scale: 3, interval: [from, to] }))(x, t, {});
        const inside = from <= t && t <= to;
        expect(asked.map(({ labels }) => labels.length)).toEqual([inside ? 4 : 2]);
        if (!inside) expect(v).toBe(asked[0].v);
      }),
      { seed: 8, numRuns: 200 },
    );
  });

  test("hands the signal on, inside and outside the interval", async () => {
    const { signal } = new AbortController();
    const signals: unknown[] = [];
    const velocity: LabelledVelocity = (state, _t, _labels, given) => {
      signals.push(given.signal);
      return state;
    };
    const guided = guide(velocity, options({ interval: [0.5, 1] }));
    await guided(x, 0, { signal });
    await guided(x, 0.5, { signal });
    expect(signals).toEqual([signal, signal]);
  });

  test("rescales each picture to the deviation it has under its label, as far as told", async () => {
    const plain = await guide(recorder().velocity, options({ scale: 4 }))(x, 0.5, {});
    for (const rescale of [0.3, 1]) {
      const { asked, velocity } = recorder();
      const v = await guide(velocity, options({ scale: 4, rescale }))(x, 0.5, {});
      for (const picture of [0, 1]) {
        const part = (values: Float32Array) => values.subarray(3 * picture, 3 * picture + 3);
        const ratio = deviation(part(asked[0].v)) / deviation(part(plain));
        expect(Math.abs(ratio - 1)).toBeGreaterThan(0.01);
        expect(deviation(part(v))).toBeCloseTo(deviation(part(plain)) * (rescale * ratio + 1 - rescale), 6);
        // Rescaling is a multiplication: proportions within a picture stay.
        expect(part(v)[0] / part(v)[1]).toBeCloseTo(part(plain)[0] / part(plain)[1], 4);
      }
    }
  });

  test("leaves a picture alone that guidance made uniform", async () => {
    const uniform: LabelledVelocity = (state, _t, labels) =>
      state.map((_, i) => labels[Math.floor((i * labels.length) / state.length)]);
    const v = await guide(uniform, options({ scale: 2, rescale: 1 }))(x, 0.5, {});
    expect([...v]).toEqual([-9, -9, -9, 1, 1, 1]);
  });

  test("guides each picture of a batch as it guides it alone, bit for bit", async () => {
    const run = (labels: number[], state: Float32Array) =>
      guide(recorder().velocity, options({ labels, scale: 3, rescale: 0.5 }))(state, 0.25, {});
    const together = await run([2, 7], x);
    expect([...together]).toEqual([...(await run([2], x.slice(0, 3))), ...(await run([7], x.slice(3)))]);
  });

  /** Steep in x and singular at 1, as the velocity of a model that predicts the clean picture is. */
  const stiff: LabelledVelocity = (state, t, labels) => {
    const size = state.length / labels.length;
    return state.map((value, i) => {
      const label = labels[Math.floor(i / size)];
      const clean = Math.tanh(40 * (value * Math.cos(label) + Math.sin(9 * label + i)));
      return (clean - value) / Math.max(1 - t, 1e-3);
    });
  };

  test.each([1, 5, 10])(
    "stays finite at scale %d on a stiff field, and within what the last step can reach",
    async (scale) => {
      for (const { solve } of Object.values(solvers)) {
        for (const steps of [1, 2, 10, 50]) {
          for (const rescale of [0, 0.7]) {
            const end = await solve(guide(stiff, options({ scale, rescale })), x, uniformTimes(steps));
            expect(end.every(Number.isFinite)).toBe(true);
            // The last Euler step lands on none + scale (labelled - none), and both lie in [-1, 1].
            if (rescale === 0) expect(Math.max(...end.map(Math.abs))).toBeLessThan((2 * scale - 1) * (1 + 1e-4));
          }
        }
      }
    },
  );

  test.each([
    { scale: Number.NaN },
    { scale: -1 },
    { scale: 101 },
    { scale: Number.POSITIVE_INFINITY },
    { scale: "2" as unknown as number },
    { rescale: -0.1 },
    { rescale: 1.1 },
    { rescale: Number.NaN },
    { interval: [-0.1, 1] as const },
    { interval: [0, 1.1] as const },
    { interval: [0.6, 0.5] as const },
    { interval: [Number.NaN, 1] as const },
    { labels: [] },
    { labels: [1.5, 2] },
    { labels: [-1] },
    { nullClass: Number.NaN },
  ])("refuses %o before anything runs", (changes) => {
    const { asked, velocity } = recorder();
    expect(() => guide(velocity, options(changes))).toThrow(expect.objectContaining({ code: "invalid-guidance" }));
    expect(asked).toEqual([]);
  });

  test("refuses a state that is not a whole number of pictures, and an answer of another length", async () => {
    const { velocity } = recorder();
    await expect(guide(velocity, options())(new Float32Array(5), 0, {})).rejects.toMatchObject({
      code: "invalid-guidance",
    });
    const short: LabelledVelocity = (state) => state.slice(1);
    await expect(guide(short, options())(x, 0, {})).rejects.toMatchObject({ code: "invalid-velocity", value: 11 });
  });
});
