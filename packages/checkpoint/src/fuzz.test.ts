import { expect, test } from "vitest";
import { fuzz, PARSERS } from "./testing/fuzz.ts";

const COUNT = 3000;

/** What mutation must reach, for a fuzzer that only ever sees one refusal tests nothing. */
const REACHED: Record<string, readonly string[]> = {
  pickle: ["opened", "corrupt-pickle", "forbidden-pickle", "unsupported-dtype"],
  legacy: ["opened", "corrupt-pickle", "forbidden-pickle", "unsupported-checkpoint"],
  zip: ["opened", "corrupt-zip", "unsupported-checkpoint", "unknown-checkpoint"],
  safetensors: ["opened", "corrupt-safetensors", "unsupported-dtype", "unknown-checkpoint"],
};

test.each(PARSERS)(`${COUNT} mutated inputs to the %s parser give a checkpoint or a typed error`, async (parser) => {
  const outcomes = await fuzz(parser, 1, COUNT);
  expect([...outcomes.keys()]).toEqual(expect.arrayContaining([...REACHED[parser]]));
  expect([...outcomes.values()].reduce((sum, n) => sum + n, 0)).toBe(COUNT);
});
