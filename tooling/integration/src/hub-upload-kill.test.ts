import { expect, test } from "vitest";
import { killAndGoOn } from "./hub-upload-kill.ts";

test.each([
  ["uploading", 300_000],
  ["uploading", 1_000_000],
  ["uploading", 1_750_000],
  ["committing", 1],
  ["hashing", 900_000],
] as const)("an upload killed in %s at %i bytes is gone on with", async (stage, bytes) => {
  const { before, again, told } = await killAndGoOn(stage, bytes);
  expect(before).toBeLessThanOrEqual(1_800_000);
  if (stage === "uploading" && bytes >= 1_000_000) expect(before).toBeGreaterThan(0);
  expect(told).toBeGreaterThanOrEqual(again);
});
