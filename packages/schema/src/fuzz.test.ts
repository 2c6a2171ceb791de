import { describe, expect, test } from "vitest";
import { examples } from "./testing/examples.ts";
import { survivesDamage, survivesDamagedText } from "./testing/fuzz-properties.ts";

describe.each(examples)("$name, damaged", (example) => {
  test("parses or is refused by a TinyCatsError", () => {
    expect(survivesDamage(example, { seed: 20261121, numRuns: 400 })).toBeGreaterThan(200);
  });

  test("as text too", () => {
    expect(survivesDamagedText(example, { seed: 20261121, numRuns: 300 })).toBeGreaterThan(150);
  });
});
