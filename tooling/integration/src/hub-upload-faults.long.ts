import { expect, test } from "vitest";
import { FAULTS, strikeEach } from "./hub-upload-faults.ts";

test.each(Object.keys(FAULTS))("every request of an upload struck by %s", async (fault) => {
  const outcomes = await strikeEach(fault, 1);
  console.log(fault, outcomes);
  expect(outcomes.succeeded).toBeGreaterThanOrEqual(5);
});
