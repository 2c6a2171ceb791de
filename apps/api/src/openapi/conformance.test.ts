import { readFile } from "node:fs/promises";
import { classifier, generator } from "@tiny-cats/models";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Api, startApi } from "../start-api.ts";
import { arbitraryOfSchema, type JsonSchema, spoilt } from "../testing/arbitrary-of-schema.ts";
import { pixel } from "../testing/fake-app.ts";

interface Operation {
  parameters: { name: string; in: "path" | "query"; schema: JsonSchema }[];
  requestBody?: { content: Record<string, { schema?: JsonSchema }> };
  responses: Record<string, { content?: Record<string, { schema?: JsonSchema & { $ref?: string } }> }>;
}

/** A request, and whether its body is JSON that the document takes. */
interface Sent {
  path: string;
  method: string;
  headers: Record<string, string>;
  body?: Uint8Array<ArrayBuffer> | FormData;
  json?: unknown;
}

const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.removeKeyword("contentEncoding");
ajv.addKeyword({
  keyword: "contentEncoding",
  validate: (_: string, text: string) => text !== "" && Buffer.from(text, "base64").toString("base64") === text,
});
let api: Api;
let operations: { path: string; method: string; operation: Operation }[];
let problem: JsonSchema;
const internal: unknown[] = [];

beforeAll(async () => {
  api = await startApi({
    models: { classifier: { source: classifier }, generator: { source: generator } },
    maxCount: 2,
    maxSteps: 2,
    maxPictures: 3,
    maxBodyBytes: 100_000,
    log: (line) => line.level === "error" && internal.push(line),
  });
  const document = await (await fetch(new URL("openapi.json", api.url))).json();
  problem = document.components.schemas.Problem;
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Operation>).map(([method, operation]) => ({ path, method, operation })),
  );
});
afterAll(() => api.close());

const chelsea = await readFile(new URL("../../../../tooling/fixtures/chelsea.png", import.meta.url));

/** Files: pictures, pictures with something wrong, and anything else. */
const file: fc.Arbitrary<Uint8Array<ArrayBuffer>> = fc
  .oneof(
    { weight: 15, arbitrary: fc.constant(pixel) },
    fc.tuple(fc.nat(pixel.length - 1), fc.nat(255)).map(([at, byte]) => pixel.map((old, i) => (i === at ? byte : old))),
    fc.nat(chelsea.length).map((end) => chelsea.subarray(0, Math.min(end, 90_000))),
    fc.uint8Array({ maxLength: 60 }),
    fc
      .constantFrom("GIF89a", "\xff\xd8\xff", "RIFF", "<svg width='9' height='9'/>", "II*\0")
      .map((text) => Buffer.from(text, "latin1")),
    fc.constant(new Uint8Array(120_000)),
  )
  .map((bytes) => new Uint8Array(bytes));

const base64 = fc.oneof(
  file.map((bytes) => Buffer.from(bytes).toString("base64")),
  fc.constantFrom("", "%%%%", "AAA", "AA=="),
);
/** What a field means, mostly; the generator draws no Other. */
function text(field: string): fc.Arbitrary<string> {
  if (field === "solver" || field === "scheduler") return fc.constantFrom("euler", "heun", "ab2", "none");
  return fc.constantFrom("Siamese", "maine coon", "bengal", "Persian", "Other", "dog");
}

function query(parameters: Operation["parameters"]): fc.Arbitrary<string> {
  const known = parameters.filter((parameter) => parameter.in === "query");
  const values = known.map(({ name, schema }) => {
    const junk = fc.oneof(fc.string({ maxLength: 9 }), fc.constantFrom("", "-1", "1e3", "0x9"));
    const fits = arbitraryOfSchema(schema, { base64, text }).map(String);
    return fc
      .option(fc.oneof({ weight: 3, arbitrary: fits }, junk), { freq: 1 })
      .map((value) => (value === null ? [] : [[name, value]]));
  });
  const odd = fc.oneof(
    { weight: 9, arbitrary: fc.constant([]) },
    fc.tuple(fc.string(), fc.string()).map((pair) => [pair]),
  );
  return fc.tuple(...values, odd).map((pairs) => new URLSearchParams(pairs.flat() as string[][]).toString());
}

function body({ requestBody }: Operation): fc.Arbitrary<Pick<Sent, "body" | "json"> & { type?: string }> {
  if (!requestBody) return fc.constant({});
  const { content } = requestBody;
  const schema = content["application/json"]?.schema ?? {};
  const valid = arbitraryOfSchema(schema, { base64, text });
  const json = fc.oneof({ weight: 3, arbitrary: valid }, spoilt(valid)).map((value) => ({
    type: "application/json",
    json: value,
    body: new TextEncoder().encode(JSON.stringify(value)),
  }));
  const types = Object.keys(content).map((type) => type.replace("*", "webp"));
  const bytes = fc
    .tuple(file, fc.constantFrom(...types, "text/html", "application/json; charset=utf-16", "multipart/form-data"))
    .map(([body, type]) => ({ type, body }));
  const form = fc
    .tuple(fc.array(file, { maxLength: 4 }), fc.option(fc.constantFrom("1", "x", "")))
    .map(([files, topK]) => {
      const form = new FormData();
      for (const bytes of files) form.append("file", new Blob([bytes]), "a");
      if (topK !== null) form.set("top_k", topK);
      return { body: form };
    });
  return fc.oneof({ weight: 4, arbitrary: json }, { weight: 2, arbitrary: bytes }, form);
}

function request({ path, method, operation }: (typeof operations)[number]): fc.Arbitrary<Sent> {
  const id = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom("classifier", "generator") },
    fc.string().map(encodeURIComponent),
    fc.constantFrom("a/b", "%ff"),
  );
  const accepted = Object.values(operation.responses).flatMap(({ content = {} }) => Object.keys(content));
  const odd = fc.constantFrom("*/*", "text/html", "image/*;q=0.1", ";q=,");
  const accept = fc.option(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...accepted) }, odd), { freq: 1 });
  const other = fc.oneof(
    { weight: 30, arbitrary: fc.constant(method) },
    fc.constantFrom("put", "delete", "head", "options"),
  );
  return fc
    .record({
      id,
      query: query(operation.parameters),
      sent: body(operation),
      accept,
      method: other,
      match: fc.constantFrom("", "", "", "*"),
    })
    .map(({ id, query, sent: { type, body, json }, accept, method, match }) => ({
      path: `${path.replace("{id}", id)}${query && `?${query}`}`,
      method: method.toUpperCase(),
      headers: {
        ...(type && { "content-type": type }),
        ...(accept && { accept }),
        ...(match && { "if-none-match": match }),
      },
      ...(["head", "options", "get"].includes(method) ? {} : { body }),
      ...(method === "post" && json !== undefined && { json }),
    }));
}

/** What is wrong with an answer, by the document. */
async function check(
  { responses, requestBody }: Operation,
  method: string,
  sent: Sent,
  answer: Response,
): Promise<void> {
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const type = (answer.headers.get("content-type") ?? "").split(";")[0];
  expect(answer.headers.get("x-request-id")).toBeTruthy();
  if (sent.method === "OPTIONS") return expect(answer.status).toBe(204);
  if (sent.method !== method.toUpperCase() && !(sent.method === "HEAD" && method === "get")) {
    // A path that has nothing for it, or nothing at all once it is resolved.
    return expect([404, 405]).toContain(answer.status);
  }
  expect(Object.keys(responses)).toContain(String(answer.status));
  expect(answer.status).toBeLessThan(500);
  const { content = {} } = responses[answer.status];
  if (sent.method === "HEAD" || answer.status === 304) return expect(bytes).toHaveLength(0);
  expect(Object.keys(content)).toContain(type);
  const { schema } = content[type];
  if (type === "image/png") return expect([...bytes.subarray(1, 4)]).toEqual([...Buffer.from("PNG")]);
  const value = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  if (schema) {
    const valid = ajv.validate(schema.$ref ? problem : schema, type.endsWith("json") ? JSON.parse(value) : value);
    expect(valid, ajv.errorsText()).toBe(true);
  }
  if (type === "application/problem+json") {
    const { status, code } = JSON.parse(value);
    expect(status).toBe(answer.status);
    if (status === 429) expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    // A body is refused for its shape if and only if the document refuses it.
    const shape = requestBody?.content["application/json"]?.schema;
    if (
      sent.json !== undefined &&
      shape &&
      !sent.path.includes("?") &&
      !sent.path.startsWith("/models/") &&
      answer.status !== 413
    ) {
      expect(code === "invalid-request").toBe(!ajv.validate(shape, sent.json));
    }
  } else if (sent.json !== undefined) {
    expect(ajv.validate(requestBody?.content["application/json"]?.schema ?? {}, sent.json), ajv.errorsText()).toBe(
      true,
    );
  }
  if (type === "text/event-stream") expect(value).toMatch(/^(data: \{.*\}\n\n)+data: \[DONE\]\n\n$/);
}

test("whatever is sent, what comes back is in the document, and never a fault of the server's own", async () => {
  const statuses = new Map<string, number>();
  const posts = operations.filter(({ method }) => method === "post");
  const any = fc
    .oneof(fc.constantFrom(...operations), { weight: 3, arbitrary: fc.constantFrom(...posts) })
    .chain((one) => request(one).map((sent) => ({ one, sent })));
  await fc.assert(
    fc.asyncProperty(any, async ({ one: { path, method, operation }, sent }) => {
      const { method: verb, headers, body } = sent;
      const answer = await fetch(new URL(sent.path, api.url), { method: verb, headers, body });
      const key = `${path} ${answer.status}`;
      statuses.set(key, (statuses.get(key) ?? 0) + 1);
      await check(operation, method, sent, answer);
    }),
    { seed: 9, numRuns: 600 },
  );
  expect(internal).toEqual([]);
  // The requests came to what there is to come to.
  for (const path of ["/v1/classify", "/v1/generate", "/models/{id}"]) {
    for (const status of [200, 422]) expect(statuses.get(`${path} ${status}`) ?? 0).toBeGreaterThan(5);
  }
}, 120_000);
