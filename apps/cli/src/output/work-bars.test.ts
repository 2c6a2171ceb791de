import { expect, test } from "vitest";
import { fakeIo } from "../testing/fake-io.ts";
import { createTalk } from "./talk.ts";
import { workBars } from "./work-bars.ts";

function shown(...progress: [stage: string, what: string, done: number, total: number][]): string[] {
  const io = fakeIo();
  const bars = workBars(createTalk(io, { quiet: false, verbose: false }));
  for (const [stage, what, done, total] of progress) bars.update({ stage, what, done, total });
  bars.end();
  return io.stderr.text().split("\n").filter(Boolean);
}

test("a bar for each thing in a stage; what began earlier is not shown again before another stage does it", () => {
  expect(
    shown(
      ["check", "hashing", 5, 10],
      ["check", "drawing", 1, 10],
      ["check", "hashing", 9, 10],
      ["check", "drawing", 10, 10],
      ["verify", "drawing", 2, 10],
      ["verify", "hashing", 10, 10],
    ),
  ).toEqual(["Hashing: 50 %", "Drawing: 10 %", "Drawing: 100 %", "Drawing: 20 %", "Hashing: 100 %"]);
});

test("nothing of what has no name or no size, nor back where more turns out to be to do", () => {
  expect(
    shown(["plan", "", 5, 10], ["plan", "reading", 0, 0], ["plan", "reading", 5, 10], ["plan", "reading", 6, 100]),
  ).toEqual(["Reading: 50 %"]);
});
