import fc from "fast-check";

/** The parts of JSON Schema that our document uses. */
export interface JsonSchema {
  type?: "object" | "array" | "string" | "integer" | "number" | "boolean" | "null";
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  contentEncoding?: string;
}

/** Values that a schema takes; `base64` where it wants some, the text of a field among others where it wants text. */
export function arbitraryOfSchema(
  schema: JsonSchema,
  given: { base64: fc.Arbitrary<string>; text(field: string): fc.Arbitrary<string> },
  field = "",
): fc.Arbitrary<unknown> {
  const { minLength = 0, maxLength = 80, minimum = -1e9, maximum = 1e9 } = schema;
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => arbitraryOfSchema(one, given, field)));
  switch (schema.type) {
    case "object": {
      const fields = Object.entries(schema.properties ?? {}).map(([name, one]) => [
        name,
        arbitraryOfSchema(one, given, name),
      ]);
      return fc.record(Object.fromEntries(fields), { requiredKeys: (schema.required ?? []) as never[] });
    }
    case "array":
      return fc.array(arbitraryOfSchema(schema.items ?? {}, given, field), {
        minLength: schema.minItems,
        maxLength: Math.min(schema.maxItems ?? 3, 4),
      });
    case "string": {
      if (schema.contentEncoding === "base64") return given.base64;
      const fits = given.text(field).filter(({ length }) => length >= minLength && length <= maxLength);
      return fc.oneof({ weight: 9, arbitrary: fits }, fc.string({ minLength, maxLength: Math.min(maxLength, 80) }));
    }
    case "integer":
      return fc.maxSafeInteger().map((n) => minimum + (Math.abs(n) % (maximum - minimum + 1)));
    case "number":
      return fc.double({ min: minimum, max: maximum, noNaN: true });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    default:
      return fc.jsonValue();
  }
}

/** A value with something wrong about it, most likely: a field more, less, or of another kind. */
export function spoilt(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const odd = fc.oneof(
    fc.constantFrom<unknown>(null, true, "", "x".repeat(2000), -1, 0.5, 2 ** 53, 1e300, [], {}, [[]], "__proto__"),
    fc.jsonValue(),
  );
  return fc.oneof(
    odd,
    fc.tuple(value, fc.nat(20), fc.constantFrom("set", "drop", "add"), odd).map(([whole, place, how, junk]) => {
      if (typeof whole !== "object" || whole === null || Array.isArray(whole)) return junk;
      const names = Object.keys(whole);
      const name = names[place % Math.max(1, names.length)];
      if (how === "add") return { ...whole, extra: junk };
      if (how === "set") return { ...whole, [name ?? "extra"]: junk };
      return Object.fromEntries(Object.entries(whole).filter(([key]) => key !== name));
    }),
  );
}
