import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../../tooling/testing/temporary-folder.ts";
import { killRuns, straightRun } from "../../testing/kill-runs.ts";

test("runs that are killed at any moment come to the bits of one that was not", async () => {
  const straight = await straightRun(temporaryFolder(), 60);
  const { kills, hashes, damaged, updates } = await killRuns(temporaryFolder, 60, 4);
  expect(kills).toBe(4);
  expect(new Set(hashes)).toEqual(new Set([straight]));
  expect(damaged).toEqual([]);
  const each = Array.from({ length: 60 }, (_, i) => i + 1);
  expect(updates).toEqual(updates.map(() => each));
}, 60_000);
