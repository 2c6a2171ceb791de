import { toJsonSchema } from "@valibot/to-json-schema";
import type { GenericSchema } from "valibot";
import { problemShape } from "../http/problems/problem.ts";
import type { AnswerSpec, Content, ResponseHeader, Route } from "../http/route.ts";

const HEADERS: Readonly<Record<ResponseHeader, string>> = {
  etag: "Names what is determined by the request, for If-None-Match",
  "x-seed": "The seed drawn with",
};

/** What any address may answer with. */
const ALWAYS = [401, 422, 429, 500];

/** The OpenAPI 3.1 document of routes, from the shapes that validate. */
export function buildDocument(routes: readonly Route[], { version }: { version: string }) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) paths[route.path] = { ...paths[route.path], [route.method]: operation(route) };
  return {
    openapi: "3.1.0",
    info: {
      title: "tiny-cats",
      version,
      description: "Classifies pictures of cats and draws them.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    paths,
    components: {
      schemas: { Problem: schemaOf(problemShape) },
      securitySchemes: { key: { type: "http", scheme: "bearer", description: "Where the server asks for API keys" } },
    },
    security: [{}, { key: [] }],
  };
}

function operation({ operation, summary, description, path, query, bodies, answers, problems = [] }: Route) {
  const failures = [...new Set([...problems, ...ALWAYS])].sort((a, b) => a - b);
  return {
    operationId: operation,
    summary,
    ...(description && { description }),
    parameters: [...pathParameters(path), ...queryParameters(query)],
    ...(bodies && { requestBody: { required: true, content: contents(bodies) } }),
    responses: {
      ...Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, response(answer)])),
      ...Object.fromEntries(failures.map((status) => [status, PROBLEM])),
    },
  };
}

const PROBLEM = {
  description: "A problem (RFC 9457)",
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
};

function response({ description, content, headers = [] }: AnswerSpec) {
  return {
    description,
    ...(content && { content: contents(content) }),
    ...(headers.length > 0 && {
      headers: Object.fromEntries(
        headers.map((name) => [name, { description: HEADERS[name], schema: { type: "string" } }]),
      ),
    }),
  };
}

function contents(all: Readonly<Record<string, Content>>) {
  return Object.fromEntries(Object.entries(all).map(([type, content]) => [type, mediaType(content)]));
}

function mediaType(content: Content) {
  if (content === "bytes") return {};
  return { schema: content === "text" ? { type: "string" } : schemaOf(content) };
}

function pathParameters(path: string) {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string", minLength: 1 },
  }));
}

function queryParameters(query: GenericSchema | undefined) {
  if (!query) return [];
  // In an address all is text: what it is read as says more.
  const { properties = {}, required = [] } = schemaOf(query, "output");
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
  }));
}

interface JsonSchema {
  properties?: Record<string, unknown>;
  required?: string[];
}

/** What goes in, the type before it is transformed, unless told. Text in base64 is told by its encoding. */
function schemaOf(schema: GenericSchema, typeMode: "input" | "output" = "input"): JsonSchema {
  const { $schema: _, ...rest } = toJsonSchema(schema, {
    target: "draft-2020-12",
    typeMode,
    overrideAction: ({ valibotAction, jsonSchema }) =>
      valibotAction.type === "check" ? { ...jsonSchema, contentEncoding: "base64" } : undefined,
  });
  return rest as JsonSchema;
}
