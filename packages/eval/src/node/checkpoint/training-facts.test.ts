import { expect, test } from "vitest";
import { trainingFacts } from "./training-facts.ts";

const nothing = { iteration: null, train_loss: null, created_at: null };

test("what a checkpoint records is told", () => {
  const told = { iteration: 7, train_loss: 2.5, created_at: "2026-11-21T10:00:00.5+01:00" };
  expect(trainingFacts(told)).toEqual({
    step: 7,
    loss: 2.5,
    timestamp: told.created_at,
    config: null,
    num_samples_generated: null,
  });
});

test.each([
  { iteration: -1 },
  { iteration: 0.5 },
  { train_loss: Number.NaN },
  { train_loss: Number.POSITIVE_INFINITY },
  { created_at: "2026-13-21T10:00:00Z" },
  { created_at: "2026-11-21T10:00:00" },
])("what no report takes is left out: %j", (told) => {
  const { step, loss, timestamp } = trainingFacts({ ...nothing, ...told });
  expect([step, loss, timestamp]).toEqual([null, null, null]);
});
