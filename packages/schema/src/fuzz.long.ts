import { describe, expect, test } from "vitest";
import { examples } from "./testing/examples.ts";
import { agreesWithJsonSchema, survivesDamage, survivesDamagedText } from "./testing/fuzz-properties.ts";
import { jsonSchemaValidator } from "./testing/json-schema-validator.ts";

const RUNS = { seed: 1, numRuns: 30_000 };

describe.each(examples)("$name, damaged 30,000 times", (example) => {
  test("parses or is refused by a TinyCatsError", () => {
    expect(survivesDamage(example, RUNS)).toBeGreaterThan(15_000);
  });

  test("as text too", () => {
    expect(survivesDamagedText(example, RUNS)).toBeGreaterThan(15_000);
  });

  test("is refused by JSON Schema and valibot alike", () => {
    expect(agreesWithJsonSchema(example, jsonSchemaValidator(example.kind.name), RUNS)).toBeGreaterThan(10_000);
  });
});
