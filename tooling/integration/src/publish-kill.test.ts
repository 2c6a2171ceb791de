import { expect, test } from "vitest";
import { killPublication } from "./publish-kill.ts";

test.each([
  ["prepare", 0, 0],
  ["answer:/commit/main", 2, 0],
  ["begin:verify", 2, 0],
  ["answer:/tag/", 2, 1],
])("killed at %s, a publication is gone on with: one commit, one tag", async (moment, commits, tags) => {
  expect(await killPublication(moment)).toEqual({ commits, tags });
});
