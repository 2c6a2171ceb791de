import { inspect } from "node:util";
import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import { connected } from "../testing/connected.ts";
import { answerJson, type Handler, serveScript } from "../testing/scripted-server.ts";
import { call, callJson } from "./call.ts";

const canary = "hf_CanaryCanaryCanaryCanaryCanary00";

test("no token is in any error, whatever the server and the network echo", async () => {
  const echo: Handler = (request, response) =>
    answerJson(
      response,
      { error: `you sent ${request.headers.authorization}` },
      { status: 400, headers: { "x-request-id": "r" } },
    );
  const { connection, endpoint } = await connected(echo, { token: canary, retries: 0 });
  const leaky = (async () => {
    throw new TypeError(`fetch failed for ${canary}`, {
      cause: { headers: { authorization: canary }, code: undefined },
    });
  }) as typeof fetch;
  const errors = [
    await errorOf(() => call(connection, `${endpoint}/?token=${canary}`)),
    await errorOf(() => call({ ...connection, fetch: leaky }, `${endpoint}/?token=${canary}`)),
    await errorOf(() => call(connection, `http://user:${canary}@127.0.0.1:1/${"x"}`)),
  ];
  for (const error of errors) {
    const shown = [
      error.message,
      error.stack,
      String(error.cause),
      inspect(error, { depth: 20, showHidden: true }),
      JSON.stringify(error),
      JSON.stringify(error.value),
    ].join();
    expect(shown).not.toContain(canary);
    expect(shown).not.toContain("CanaryCanary");
  }
});

test("the token goes to the endpoint's origin alone", async () => {
  const other = await serveScript((_, response) => void response.end("{}"));
  const { connection, endpoint, seen } = await connected(
    (_, response) => void response.writeHead(302, { location: `${other.endpoint}/cdn` }).end(),
    { token: canary },
  );
  await call(connection, `${endpoint}/resolve`);
  await call(connection, `${other.endpoint}/direct`, { headers: { authorization: `Bearer ${canary}` } });
  expect(seen[0].headers.authorization).toBe(`Bearer ${canary}`);
  expect(other.seen.map(({ url, headers }) => [url, headers.authorization])).toEqual([
    ["/cdn", undefined],
    ["/direct", undefined],
  ]);
});

test("without a token none is sent", async () => {
  const { connection, endpoint, seen } = await connected((_, response) => void response.end("{}"));
  await callJson(connection, endpoint, { method: "POST", json: { a: 1 } });
  expect(seen[0].headers.authorization).toBeUndefined();
  expect(seen[0].headers["content-type"]).toBe("application/json");
  expect(seen[0].body.toString()).toBe('{"a":1}');
});
