import type { ModelTrainingEvent } from "@tiny-cats/train/node";
import { expect, test } from "vitest";
import { createStyle } from "../../../output/style.ts";
import { follow, NEW_RUN, type RunState } from "./run-state.ts";
import { viewLines } from "./view-lines.ts";

const plain = createStyle(0);
const prepared: ModelTrainingEvent = {
  type: "prepared",
  architecture: "tinydit",
  parameters: 3_456_789,
  pictures: { train: 1039, val: 146 },
  epochSteps: 17,
};
const schedule = {
  rate: 1e-3,
  steps: 100,
  kind: "cosine",
  warmup: 0,
  warmupFrom: 0.01,
  minRate: 0,
  decayShare: 1,
} as const;

/** A run of 100 updates, a second each, whose loss is 4 / update. */
function runTo(step: number): RunState {
  let state = follow(NEW_RUN, prepared, 0);
  state = follow(state, { type: "started", step: 0, steps: 100, schedule }, 0);
  for (let i = 1; i <= step; i++) {
    const update = { type: "step", step: i, epoch: 0, loss: 4 / i, norm: 0.5, rate: 1e-3, examples: 32 } as const;
    state = follow(state, { ...update, milliseconds: 750, waited: 250 }, 1000 * i);
  }
  return state;
}

test("before the first update there is what is known", () => {
  const size = { columns: 80, rows: 24 };
  const title = "tinydit, 3.5 M weights, 1039 pictures to learn from, 146 to measure";
  expect(viewLines(follow(NEW_RUN, prepared, 0), plain, size)).toEqual([title]);
  expect(viewLines(runTo(0), plain, size)).toEqual([title, "update 0 of 100", ""]);
});

test("in the middle of a run all is on one screen", () => {
  let state = runTo(50);
  const metrics = { loss: 0.08, accuracy: 0.91234, gone: null };
  state = follow(state, { type: "evaluated", step: 40, value: 0.1, metrics, isBest: true }, 50_000);
  state = follow(state, { type: "evaluated", step: 50, value: 0.25, metrics, isBest: false }, 50_000);
  state = follow(state, { type: "sampled", step: 50, path: "run/samples/step-50.png" }, 50_000);
  state = follow(state, { type: "saved", step: 50 }, 50_000);
  expect(viewLines(state, plain, { columns: 62, rows: 16 }).join("\n")).toMatchInlineSnapshot(`
    "tinydit, 3.5 M weights, 1039 pictures to learn from, 146 to …
    update 50 of 100 (50 %), epoch 1, 50 s left
    ██████████████████████████████▌
    loss 0.08, rate 0.001, gradient 0.5, 32 images/s, 25 % waiti…
         4 │⠉⢱⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀
           │⠀⠘⢢⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀
           │⠀⠀⠈⠱⢄⡀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀
    0.5657 │⠀⠀⠀⠀⠀⠈⠑⠢⢄⣀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀
           │⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠉⠒⠒⠤⠤⣀⣀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀
           │⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠉⠉⠉⠑⠒⠒⠢⠤⠤⠤⠤⣀⣀⣀⣀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀
      0.08 │⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠉⠉⠉⠉⠑⠒⠒⠒⠒⠒⠢⠤⠤⠤⠤⠤⠤⣀⣀⣀⣀
    evaluated at 50: 0.25, accuracy 0.9123 (best: 0.1 at 40)
    sheet: run/samples/step-50.png
    saved at 50"
  `);
});

test("no line is wider than the terminal, and the curve is as high as it allows", () => {
  for (const columns of [30, 60, 200])
    for (const line of viewLines(runTo(50), plain, { columns, rows: 40 })) expect(line.length).toBeLessThan(columns);
  const heights = [5, 13, 15, 50].map((rows) => viewLines(runTo(50), plain, { columns: 80, rows }).length - 4);
  expect(heights).toEqual([3, 4, 6, 10]);
});

test("colours are what the terminal has", () => {
  expect(viewLines(runTo(9), createStyle(4), { columns: 80, rows: 24 }).join("\n")).toContain("\u001b[36m");
});
