import { describe, expect, test } from "vitest";
import { jsonSchemas } from "./json-schemas.ts";
import { examples } from "./testing/examples.ts";
import { agreesWithJsonSchema } from "./testing/fuzz-properties.ts";
import { jsonSchemaValidator } from "./testing/json-schema-validator.ts";

test("there is one for each kind of document, with its draft and id", () => {
  const ids = Object.entries(jsonSchemas()).map(([name, { $schema, $id }]) => [name, $schema, $id]);
  const names = [
    "manifest",
    "evaluation-report",
    "benchmark-report",
    "training-report",
    "publish-report",
    "quantization-report",
    "generation-metadata",
    "data-report",
    "fid-results",
    "inception-score",
    "inference-latency",
    "memory-usage",
    "validation-report",
    "lineage",
    "training-checkpoint",
    "data-manifest",
  ];
  expect(ids).toEqual(
    names.map((name) => [name, "https://json-schema.org/draft/2020-12/schema", `urn:tiny-cats:${name}:1`]),
  );
});

describe.each(examples)("$name", (example) => {
  const validate = jsonSchemaValidator(example.kind.name);

  test("is accepted as it stands", () => {
    validate(example.document);
    expect(validate.errors).toBeNull();
  });

  test("damaged, is refused by JSON Schema and valibot alike", () => {
    const refused = agreesWithJsonSchema(example, validate, { seed: 20261121, numRuns: 300 });
    expect(refused).toBeGreaterThan(100);
    expect(refused).toBeLessThan(300);
  });
});
