import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { solvers } from "./registry.ts";
import type { SolverStep, Velocity } from "./velocity.ts";

/** Ascending times that end at 1, at least a millionth apart. */
const closedGrids = fc
  .uniqueArray(fc.nat(2 ** 20 - 1), { minLength: 1, maxLength: 9 })
  .map((marks) => [...marks.sort((a, b) => a - b).map((mark) => mark / 2 ** 20), 1]);
const numbers = fc.array(
  fc.integer({ min: -256, max: 256 }).map((n) => n / 64),
  { minLength: 1, maxLength: 6 },
);
const settings = { seed: 5, numRuns: 100 };

const wave: Velocity = (x, t) => x.map((value) => Math.fround(Math.sin(value) + t));

describe.each(Object.entries(solvers))("%s", (_, { solve, evaluations }) => {
  test("reaches a point mass though the velocity is singular at 1, never asking for it there", async () => {
    await fc.assert(
      fc.asyncProperty(
        closedGrids,
        fc.double({ min: -4, max: 4, noNaN: true }),
        fc.double({ min: -4, max: 4, noNaN: true }),
        async (times, start, target) => {
          let count = 0;
          const x = await solve(
            ([value], t) => {
              count++;
              if (t >= 1) throw new Error("asked for the velocity at 1");
              return Float64Array.of((target - value) / (1 - t));
            },
            Float64Array.of(start),
            times,
          );
          expect(Math.abs(x[0] - target)).toBeLessThan(16 * Number.EPSILON);
          expect(count).toBe(evaluations(times.length - 1));
        },
      ),
      settings,
    );
  });

  test("starts and ends where the times do, and keeps the type of the state", async () => {
    for (const x of [Float32Array.of(1, 2), Float64Array.of(1, 2)]) {
      const asked: number[] = [];
      const end = await solve(
        (state, t) => {
          asked.push(t);
          return state.map(() => 1) as typeof x;
        },
        x,
        [0.25, 0.5, 0.75],
      );
      expect(end).toEqual(x.map((value) => value + 0.5));
      expect(end.constructor).toBe(x.constructor);
      expect(asked[0]).toBe(0.25);
      expect(Math.max(...asked)).toBeLessThanOrEqual(0.75);
      expect([...x]).toEqual([1, 2]);
    }
  });

  test("follows a constant velocity in a straight line, whatever the intervals", async () => {
    await fc.assert(
      fc.asyncProperty(closedGrids, numbers, async (times, constants) => {
        const x = await solve(() => Float64Array.from(constants), new Float64Array(constants.length), times);
        expect([...x]).toEqual(constants.map((c) => expect.closeTo(c * (1 - times[0]), 12)));
      }),
      settings,
    );
  });

  test("treats pictures side by side as it treats each alone, bit for bit", async () => {
    await fc.assert(
      fc.asyncProperty(closedGrids, numbers, numbers, async (times, a, b) => {
        const together = await solve(wave, Float32Array.of(...a, ...b), times);
        const apart = [await solve(wave, Float32Array.from(a), times), await solve(wave, Float32Array.from(b), times)];
        expect([...together]).toEqual(apart.flatMap((part) => [...part]));
      }),
      settings,
    );
  });

  test("doubles its answer when a linear flow's start is doubled, bit for bit", async () => {
    const linear: Velocity = (x, t) => x.map((value) => value * (3 * t - 2));
    await fc.assert(
      fc.asyncProperty(closedGrids, numbers, async (times, start) => {
        const once = await solve(linear, Float32Array.from(start), times);
        const twice = await solve(
          linear,
          Float32Array.from(start, (v) => 2 * v),
          times,
        );
        expect(twice).toEqual(once.map((v) => 2 * v));
      }),
      settings,
    );
  });

  test("tells of each interval, in copies that may be changed", async () => {
    const times = [0, 0.2, 0.7, 1];
    const heard: SolverStep[] = [];
    const firsts: { x: Float32Array; t: number; v: Float32Array }[] = [];
    const start: Float32Array = Float32Array.of(0.5, -1);
    const end = await solve(
      (x, t) => {
        const v = wave(x, t, {}) as Float32Array;
        if (times.includes(t)) firsts.push({ x: x.slice(), t, v });
        return v;
      },
      start,
      times,
      {
        onStep: (step) => {
          heard.push({ ...step, state: step.state.slice(), estimate: step.estimate.slice() });
          step.state.fill(Number.NaN);
          step.estimate.fill(Number.NaN);
        },
      },
    );
    expect(heard.map(({ step, steps, time }) => [step, steps, time])).toEqual([
      [1, 3, 0.2],
      [2, 3, 0.7],
      [3, 3, 1],
    ]);
    expect(heard[2].state).toEqual(end);
    expect(heard[2].estimate).toEqual(end);
    expect(end).toEqual(await solve(wave, start, times));
    const { x, v } = firsts[0];
    expect(heard[0].estimate).toEqual(x.map((value, i) => value + v[i]));
    const second = firsts.findLast(({ t }) => t === 0.2);
    expect(heard[0].state).toEqual(second?.x);
    expect(heard[1].estimate).toEqual(second?.x.map((value, i) => value + (1 - 0.2) * second.v[i]));
    expect(start).toEqual(Float32Array.of(0.5, -1));
  });
});

test("ab2 is Euler on a constant velocity, whatever the intervals, bit for bit", async () => {
  await fc.assert(
    fc.asyncProperty(closedGrids, numbers, async (times, constants) => {
      const constant: Velocity = () => Float32Array.from(constants);
      const start = Float32Array.from(constants, (_, i) => i);
      expect(await solvers.ab2.solve(constant, start, times)).toEqual(
        await solvers.euler.solve(constant, start, times),
      );
    }),
    settings,
  );
});

test("sums in double and stores once: a change below float32's reach is not lost among others", async () => {
  const tiny = 2 ** -25;
  const end = await solvers.rk4.solve((_, t) => Float32Array.of(t === 0 ? 0 : 6 * tiny), Float32Array.of(1), [0, 0.5]);
  expect(end[0]).toBe(Math.fround(1 + (0.5 / 6) * 5 * 6 * tiny));
  expect(end[0]).toBeGreaterThan(1);
});
