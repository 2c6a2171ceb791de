/** What OpenAPI 3.1 asks of the parts of a document that ours uses, strictly: a part that is not named here is refused. After its schema of 2022-10-07. */
const text = { type: "string", minLength: 1 };
const map = (of: object, keys = "^.+$") => ({
  type: "object",
  patternProperties: { [keys]: of },
  additionalProperties: false,
});
const closed = (properties: Record<string, object>, required: string[]) => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
});

const media = closed({ schema: { $ref: "https://json-schema.org/draft/2020-12/schema" } }, []);
const content = map(media, "^[a-z]+/([a-z0-9.+-]+|\\*)$");
const schema = { $ref: "https://json-schema.org/draft/2020-12/schema" };
const answer = closed(
  { description: text, content, headers: map(closed({ description: text, schema }, ["schema"]), "^[a-z-]+$") },
  ["description"],
);
const parameter = {
  ...closed({ name: text, in: { enum: ["query", "path"] }, required: { type: "boolean" }, schema }, [
    "name",
    "in",
    "schema",
  ]),
  // A part of a path is never left out.
  if: { properties: { in: { const: "path" } } },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: { properties: { required: { const: true } }, required: ["required"] },
};
const operation = closed(
  {
    operationId: text,
    summary: text,
    description: text,
    parameters: { type: "array", items: parameter, uniqueItems: true },
    requestBody: closed({ required: { type: "boolean" }, content }, ["content"]),
    responses: { ...map(answer, "^[1-5]\\d\\d$"), minProperties: 1 },
  },
  ["operationId", "responses"],
);

export const openapiShape = closed(
  {
    openapi: { type: "string", pattern: "^3\\.1\\.\\d+$" },
    info: closed(
      { title: text, version: text, description: text, license: closed({ name: text, identifier: text }, ["name"]) },
      ["title", "version"],
    ),
    paths: map(closed({ get: operation, post: operation }, []), "^/"),
    components: closed(
      {
        schemas: map(schema, "^[\\w.-]+$"),
        securitySchemes: map(
          closed({ type: { const: "http" }, scheme: text, description: text }, ["type", "scheme"]),
          "^[\\w.-]+$",
        ),
      },
      [],
    ),
    security: { type: "array", items: map({ type: "array", items: text }) },
  },
  ["openapi", "info", "paths"],
);
