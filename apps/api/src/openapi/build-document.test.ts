import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { fakeApp } from "../testing/fake-app.ts";
import { openapiShape } from "../testing/openapi-shape.ts";

const ajv = new Ajv2020({ strict: false, allErrors: true });

interface Operation {
  operationId: string;
  parameters: { name: string; in: string; schema: unknown }[];
  requestBody?: { content: Record<string, { schema?: unknown }> };
  responses: Record<string, { content?: Record<string, { schema?: unknown }> }>;
}

describe.each([undefined, "classifier", "generator"] as const)("the document of a server with %s", async (which) => {
  const { ask } = await fakeApp({ which });
  const document = await (await ask("/openapi.json")).json();
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.values(methods as Record<string, Operation>).map((operation) => ({ path, ...operation })),
  );

  test("is OpenAPI 3.1", () => {
    const valid = ajv.validate(openapiShape, document);
    expect(ajv.errors ?? []).toEqual([]);
    expect(valid).toBe(true);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const { path, parameters } of operations) {
      const named = parameters.filter((parameter) => parameter.in === "path").map(({ name }) => `{${name}}`);
      expect(named).toEqual(path.match(/\{\w+\}/g) ?? []);
    }
    for (const [, name] of JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)) {
      expect(document.components.schemas).toHaveProperty(name);
    }
  });

  test("has schemas that a validator takes, and tells of numbers in addresses as numbers", () => {
    const contents = operations.flatMap(({ requestBody, responses }) =>
      [requestBody, ...Object.values(responses)].flatMap((part) => Object.values(part?.content ?? {})),
    );
    const own = [...contents, ...operations.flatMap(({ parameters }) => parameters)].flatMap(
      ({ schema }) => schema ?? [],
    );
    for (const schema of own) {
      if ("$ref" in (schema as object)) continue;
      expect(() => new Ajv2020({ formats: { uri: true } }).compile(schema as object)).not.toThrow();
    }
    const topK = operations.flatMap(({ parameters }) => parameters).find(({ name }) => name === "top_k");
    expect(topK?.schema).toEqual({ type: "integer", minimum: 1, maximum: 1000 });
  });

  test("tells of every operation that it may be refused, as a problem", () => {
    for (const { responses } of operations) {
      for (const status of ["401", "422", "429", "500"]) {
        expect(responses[status].content).toHaveProperty(["application/problem+json"]);
      }
    }
  });
});
