import { expect, test } from "vitest";
import { endRepeatedly } from "../../../test/end-repeatedly.ts";

test.each([
  ["dispose", "0 worker-crashed"],
  ["exit", "7"],
] as const)("fifty processes end in good order in the middle of a native call: %s", (ending, how) => {
  expect(endRepeatedly(ending, 50)).toEqual({ [how]: 50 });
});
