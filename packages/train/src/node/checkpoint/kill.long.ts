import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { killRuns, straightRun } from "../../testing/kill-runs.ts";

test("fifty kills in the middle of work, some of them while a checkpoint is written, change no bit", async () => {
  const straight = await straightRun(temporaryFolder(), 150);
  const { kills, halfWritten, hashes, damaged, updates } = await killRuns(temporaryFolder, 150, 50);
  expect(kills).toBe(50);
  expect(halfWritten).toBeGreaterThan(5);
  expect(new Set(hashes)).toEqual(new Set([straight]));
  expect(damaged).toEqual([]);
  const each = Array.from({ length: 150 }, (_, i) => i + 1);
  expect(updates).toEqual(updates.map(() => each));
});
