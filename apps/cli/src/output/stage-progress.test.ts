import { expect, test } from "vitest";
import { fakeIo } from "../testing/fake-io.ts";
import { stageProgress } from "./stage-progress.ts";
import { createTalk } from "./talk.ts";

function lines(work: (progress: ReturnType<typeof stageProgress>) => void, { quiet = false } = {}): string[] {
  const io = fakeIo();
  work(stageProgress(createTalk(io, { quiet, verbose: false }), { hashing: "Hashing", uploading: "Uploading" }));
  return io.stderr.text().split("\n").filter(Boolean);
}

test("shows the last stage that has begun, and nothing of an earlier one after it", () => {
  const shown = lines((progress) => {
    progress.update("hashing", 50, 100);
    progress.update("uploading", 10, 100);
    progress.update("hashing", 100, 100);
    progress.update("uploading", 100, 100);
    progress.end();
  });
  expect(shown).toEqual(["Hashing: 50 %", "Uploading: 10 %", "Uploading: 100 %"]);
});

test("does not go back where more turns out to be to do, nor tell of nothing", () => {
  const shown = lines((progress) => {
    progress.update("hashing", 0, 0);
    progress.update("hashing", 40, 100);
    progress.update("hashing", 50, 1000);
    progress.update("hashing", 500, 1000);
  });
  expect(shown).toEqual(["Hashing: 40 %", "Hashing: 50 %"]);
  expect(lines((progress) => progress.update("hashing", 1, 1), { quiet: true })).toEqual([]);
});
