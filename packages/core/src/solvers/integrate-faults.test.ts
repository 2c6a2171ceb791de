import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { solvers } from "./registry.ts";
import { uniformTimes } from "./times.ts";
import type { Velocity } from "./velocity.ts";

describe.each(Object.entries(solvers))("%s", (name, { solve, evaluations }) => {
  test("stops before the next evaluation once aborted", async () => {
    const total = evaluations(6);
    await fc.assert(
      fc.asyncProperty(fc.nat(total), async (limit) => {
        const controller = new AbortController();
        const reason = new Error("enough");
        let count = 0;
        if (limit === 0) controller.abort(reason);
        const run = solve(
          async (x, _, { signal }) => {
            expect(signal).toBe(controller.signal);
            if (++count === limit) controller.abort(reason);
            return x;
          },
          Float32Array.of(1),
          uniformTimes(6),
          { signal: controller.signal },
        );
        if (limit < total) await expect(run).rejects.toBe(reason);
        else await expect(run).resolves.toHaveLength(1);
        expect(count).toBe(limit);
      }),
      { seed: 6, numRuns: 40, examples: [[0], [1], [total]] },
    );
  });

  test("gives away no state that it still needs", async () => {
    const field = (x: Float32Array, t: number) => x.map((value, i) => Math.sin(value + i) - t);
    const expected = await solve(field, Float32Array.of(1, -2, 3), uniformTimes(5));
    let given = 0;
    const ruinous: Velocity = (x, t, { spent }) => {
      const v = field(x, t);
      if (spent) {
        given++;
        structuredClone(x, { transfer: [x.buffer] });
      }
      return v;
    };
    const start = Float32Array.of(1, -2, 3);
    expect(await solve(ruinous, start, uniformTimes(5))).toEqual(expected);
    expect(start).toEqual(Float32Array.of(1, -2, 3));
    expect(given).toBe(evaluations(5) - 5);
  });

  test("finds what is not finite wherever it stands", async () => {
    for (let length = 1; length <= 9; length++) {
      for (let place = 0; place < length; place++) {
        const velocity: Velocity = (x) => x.map((_, i) => (i === place ? Number.NaN : 3e38));
        await expect(solve(velocity, new Float32Array(length), [0, 0.5])).rejects.toMatchObject({
          message: expect.stringContaining(`at element ${place}`),
        });
      }
    }
  });

  test("passes on what the velocity throws", async () => {
    const fault = new Error("the session is closed");
    const failing: Velocity = () => Promise.reject(fault);
    await expect(solve(failing, Float32Array.of(1), [0, 1])).rejects.toBe(fault);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    "refuses a velocity that holds %d, and says where",
    async (bad) => {
      const velocity: Velocity = (x, t) => x.map((_, i) => (t >= 0.5 && i === 2 ? bad : 0));
      await expect(solve(velocity, new Float32Array(4), [0, 0.25, 0.5, 0.75, 1])).rejects.toMatchObject({
        code: "non-finite-velocity",
        value: bad,
        message: expect.stringMatching(
          name === "heun" || name === "rk4" ? /time 0.5 \(step 2 of 4\)/ : /time 0.5 \(step 3 of 4\)/,
        ),
      });
    },
  );

  test.each([0, 3, 5])("refuses a velocity of %d numbers for a state of 4", async (length) => {
    await expect(solve(() => new Float32Array(length), new Float32Array(4), [0, 1])).rejects.toMatchObject({
      code: "invalid-velocity",
      value: length,
      message: expect.stringContaining("time 0"),
    });
  });

  test.each([
    [[]],
    [[0]],
    [[0, 0]],
    [[0.5, 0.25]],
    [[0, 0.6, 0.5, 1]],
    [[-0.1, 1]],
    [[0, 1.1]],
    [[0, Number.NaN, 1]],
    [[0, Number.POSITIVE_INFINITY]],
  ])("refuses the times %j without asking for a velocity", async (times) => {
    let asked = false;
    const velocity: Velocity = (x) => {
      asked = true;
      return x;
    };
    await expect(solve(velocity, Float32Array.of(1), times)).rejects.toMatchObject({
      code: "invalid-times",
      value: times,
    });
    expect(asked).toBe(false);
  });
});
