import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { loggedHistory, sessions } from "../testing/logged-history.ts";

test("each update has one line in the logs of 5,000 runs that are killed and resumed", async () => {
  const folder = temporaryFolder();
  const property = fc.asyncProperty(sessions, async (story) => {
    const run = mkdtempSync(join(folder, "run-"));
    const { made, logged } = await loggedHistory(join(run, "events.jsonl"), story);
    expect(logged).toEqual(made);
    rmSync(run, { recursive: true });
  });
  await fc.assert(property, { seed: 1, numRuns: 5_000 });
});
