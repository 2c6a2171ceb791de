import type { ModelTrainingEvent } from "@tiny-cats/train/node";
import { expect, test } from "vitest";
import { noteOf } from "./note-of.ts";
import { plainLine } from "./plain-line.ts";
import { NEW_RUN } from "./run-state.ts";

const EVENTS: readonly [ModelTrainingEvent, string | undefined][] = [
  [{ type: "left-out", file: "a\u001b[2J.jpg", reason: "torn" }, "note: a\u{fffd}[2J.jpg is left out: torn"],
  [
    { type: "warmup-cut", asked: 9, warmup: 2 },
    "note: a warm-up of 9 updates is longer than the run: it ends with it, after 2",
  ],
  [{ type: "resumed", step: 7, differences: [] }, "going on from update 7"],
  [
    { type: "resumed", step: 7, differences: ["threads", "seed"] },
    "going on from update 7; other than before: threads, seed",
  ],
  [
    { type: "checkpoint-damaged", checkpoint: "step-9", reason: "a hash" },
    "note: step-9 is damaged (a hash): the one before it is taken",
  ],
  [
    { type: "rolled-back", step: 5, from: 8, rateScale: 0.5, reason: "the loss is NaN" },
    "note: update 8 failed (the loss is NaN): back to 5, at 0.5 of the rate",
  ],
  [
    { type: "micro-batch", step: 5, microBatch: 4 },
    "note: memory was short: 4 pictures at a time from here on, and the same update",
  ],
  [{ type: "saved", step: 5 }, undefined],
];

test.each(EVENTS)("of %j", (event, note) => {
  expect(noteOf(event)).toBe(note);
  // What is a note anyway is no line besides.
  expect(plainLine(event, NEW_RUN, { interval: undefined })).toBeUndefined();
});
