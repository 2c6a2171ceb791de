import { expect, test } from "vitest";
import { FAULTS, strikeEach } from "./hub-upload-faults.ts";

const ALWAYS = ["429", "503", "reset", "reset in the request", "silence"];

test.each(Object.keys(FAULTS))("every fourth request of an upload struck by %s", async (fault) => {
  const outcomes = await strikeEach(fault, 4);
  expect(outcomes.succeeded).toBeGreaterThanOrEqual(1);
  if (ALWAYS.includes(fault)) expect(Object.keys(outcomes)).toEqual(["succeeded"]);
});
