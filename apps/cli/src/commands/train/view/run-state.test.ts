import { expect, test } from "vitest";
import { evaluationFigures, figure, progressFigures, speedFigures } from "./figures.ts";
import { lossMeans } from "./loss-curve.ts";
import { follow, NEW_RUN } from "./run-state.ts";

const update = {
  type: "step",
  epoch: 0,
  loss: 1,
  norm: 1,
  rate: 1e-3,
  examples: 10,
  milliseconds: 800,
  waited: 200,
} as const;
const schedule = { rate: 1, steps: 10, kind: "constant", warmup: 0, warmupFrom: 1, minRate: 0, decayShare: 1 } as const;

test("what is left follows from all the time since the run went on, evaluations included", () => {
  let state = follow(NEW_RUN, { type: "started", step: 4, steps: 10, schedule }, 5000);
  state = follow(state, { ...update, step: 5 }, 6000);
  expect(state.left).toBe(5);
  state = follow(state, { ...update, step: 6 }, 17_000);
  expect(state.left).toBe(24);
  expect(progressFigures(state)).toBe("update 6 of 10 (60 %), epoch 1, 24 s left");
});

test("speed is that of the last updates, and says what part of it is waiting", () => {
  let state = follow(NEW_RUN, { ...update, step: 1 }, 0);
  expect(speedFigures(state)).toBe("10 images/s, 20 % waiting");
  for (let step = 2; step < 100; step++) state = follow(state, { ...update, step, milliseconds: 2000, waited: 0 }, 0);
  expect(speedFigures(state)).toBe("5.0 images/s");
});

test("what was rolled back is no part of the curve", () => {
  let state = NEW_RUN;
  for (const step of [1, 2, 3]) state = follow(state, { ...update, step, loss: step }, 0);
  state = follow(state, { type: "rolled-back", step: 1, from: 4, rateScale: 0.5, reason: "NaN" }, 0);
  expect(lossMeans(state.curve)).toEqual([1]);
});

test("evaluations are told with what they measured, and how they stand to the best", () => {
  expect(evaluationFigures(NEW_RUN)).toBe("");
  const metrics = { loss: 1, value: 0.5, accuracy: 0.875, ece: null };
  let state = follow(NEW_RUN, { type: "evaluated", step: 10, value: 0.5, metrics, isBest: true }, 0);
  expect(evaluationFigures(state)).toBe("evaluated at 10: 0.5, accuracy 0.875, the best so far");
  state = follow(state, { type: "evaluated", step: 20, value: 0.75, metrics, isBest: false }, 0);
  expect(evaluationFigures(state)).toBe("evaluated at 20: 0.75, accuracy 0.875 (best: 0.5 at 10)");
});

test.each([
  [0, "0"],
  [0.123456, "0.1235"],
  [12.5, "12.5"],
  [0.0001, "1.00e-4"],
  [-2e6, "-2.00e+6"],
  [99_999, "100000"],
])("%d is written %s", (value, text) => {
  expect(figure(value)).toBe(text);
});
