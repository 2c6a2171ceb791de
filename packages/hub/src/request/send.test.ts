import { expect, test } from "vitest";
import { errorOf } from "../../../../tooling/testing/error-of.ts";
import type { Retry } from "../hub-options.ts";
import { connected } from "../testing/connected.ts";
import { answerJson, type Handler } from "../testing/scripted-server.ts";
import { call, callJson } from "./call.ts";

const named = (code: string) => ({ "x-error-code": code, "x-request-id": "req-7" });

test.each([
  [404, "RepoNotFound", "repo-not-found"],
  [401, "RepoNotFound", "repo-not-found"],
  [404, "RevisionNotFound", "revision-not-found"],
  [404, "EntryNotFound", "entry-not-found"],
  [403, "GatedRepo", "gated-repo"],
  [401, "", "unauthorized"],
  [403, "", "forbidden"],
  [404, "", "hub-not-found"],
  [409, "", "conflict"],
  [412, "", "conflict"],
  [400, "", "hub-refused"],
  [413, "", "hub-refused"],
  [501, "", "hub-unavailable"],
])("%i %s is %s, at once", async (status, header, code) => {
  const { connection, endpoint, seen } = await connected((_, response) =>
    answerJson(response, { error: "why it is so" }, { status, headers: named(header) }),
  );
  const error = await errorOf(() => call(connection, `${endpoint}/api/x?secret=1`));
  expect(error).toMatchObject({ code, status, requestId: "req-7", attempts: 1 });
  expect(error.message).toContain("why it is so");
  expect(error.message).toContain("req-7");
  expect(error.message).not.toContain("secret");
  expect(error.remedy.length).toBeGreaterThan(10);
  expect(seen).toHaveLength(1);
});

test.each([
  [408, "hub-refused"],
  [429, "rate-limited"],
  [500, "hub-unavailable"],
  [502, "hub-unavailable"],
  [503, "hub-unavailable"],
  [504, "hub-unavailable"],
])("%i is asked again, and %s when it stays", async (status, code) => {
  const retries: Retry[] = [];
  const { connection, endpoint, seen } = await connected(
    (_, response, number) => {
      response.writeHead(number < 3 ? status : 200).end("{}");
    },
    { onRetry: (retry) => retries.push(retry) },
  );
  expect(await callJson(connection, `${endpoint}/`)).toEqual({});
  expect(seen).toHaveLength(3);
  expect(connection.spent).toEqual({ requests: 3, retries: 2 });
  expect(retries.map(({ attempt, error }) => [attempt, error.code])).toEqual([
    [1, code],
    [2, code],
  ]);
  const always = await connected((_, response) => void response.writeHead(status).end(), { retries: 1 });
  const error = await errorOf(() => call(always.connection, always.endpoint));
  expect(error).toMatchObject({ code, attempts: 2 });
});

test("a Hub that names a time is obeyed, up to the longest wait", async () => {
  const waits: number[] = [];
  const onRetry = ({ waitMs }: Retry) => waits.push(waitMs);
  const limited: Handler = (_, response, number) => {
    const headers = number === 1 ? { "retry-after": "0.02" } : { ratelimit: '"api";r=0;t=0' };
    response.writeHead(number < 3 ? 429 : 200, headers).end();
  };
  const { connection, endpoint } = await connected(limited, { onRetry, retryBaseMs: 60_000 });
  await call(connection, endpoint);
  expect(waits).toEqual([20, 0]);
  const patient = await connected((_, response) => void response.writeHead(429, { "retry-after": "600" }).end());
  expect(await errorOf(() => call(patient.connection, patient.endpoint))).toMatchObject({
    code: "rate-limited",
    retryAfterMs: 600_000,
    attempts: 1,
  });
});

test("waits grow, and are uneven", async () => {
  const waits: number[] = [];
  const { connection, endpoint } = await connected((_, response) => void response.writeHead(503).end(), {
    onRetry: ({ waitMs }) => waits.push(waitMs),
    retries: 4,
  });
  await errorOf(() => call(connection, endpoint));
  expect(waits).toHaveLength(4);
  for (const [i, wait] of waits.entries()) {
    expect(wait).toBeGreaterThanOrEqual(0.5 * 2 ** i);
    expect(wait).toBeLessThanOrEqual(1.5 * 2 ** i);
  }
});

test("an aborted signal sends nothing, and ends a wait at once", async () => {
  const reason = new Error("enough");
  const { connection, endpoint, seen } = await connected((_, response) => void response.writeHead(503).end(), {
    signal: AbortSignal.abort(reason),
  });
  await expect(call(connection, endpoint)).rejects.toBe(reason);
  expect(seen).toHaveLength(0);
  for (const when of ["before the wait", "in it"]) {
    const stop = new AbortController();
    const waiting = { ...connection, signal: stop.signal, retryBaseMs: 100_000 };
    const onRetry = () => void (when === "in it" ? setTimeout(() => stop.abort(reason), 5) : stop.abort(reason));
    await expect(call({ ...waiting, onRetry }, endpoint)).rejects.toBe(reason);
  }
});

test("an abort ends a request under way", async () => {
  const stop = new AbortController();
  const { connection, endpoint } = await connected(() => stop.abort(new Error("enough")), { signal: stop.signal });
  await expect(call(connection, endpoint)).rejects.toThrow("enough");
});

test("silence before and amid an answer is a failure of the network", async () => {
  for (const begun of [false, true]) {
    const { connection, endpoint, seen } = await connected(
      (_, response) => {
        if (begun) response.writeHead(200, { "content-length": 10 }).write("abc");
      },
      { timeoutMs: 60, retries: 1 },
    );
    const error = await errorOf(() => call(connection, endpoint));
    expect(error).toMatchObject({ code: "network-failed", attempts: 2 });
    expect(error.message).toContain("nothing was heard for 0.06 s");
    expect(seen).toHaveLength(2);
  }
});

test("an answer that keeps coming slowly is no silence", async () => {
  const { connection, endpoint } = await connected(
    async (_, response) => {
      for (let i = 0; i < 8; i++) {
        response.write("x");
        await new Promise((resolve) => setTimeout(resolve, 40));
      }
      response.end();
    },
    { timeoutMs: 150, retries: 0 },
  );
  expect(await (await call(connection, endpoint)).text()).toBe("xxxxxxxx");
});

test("an answer that breaks off is asked for again", async () => {
  const { connection, endpoint, seen } = await connected((_, response, number) => {
    response.writeHead(200, { "content-length": 4 });
    if (number > 1) response.end("good");
    else response.write("go", () => response.destroy());
  });
  expect(await (await call(connection, endpoint)).text()).toBe("good");
  expect(seen).toHaveLength(2);
});

test("a server that isn't there is a failure of the network", async () => {
  const { connection } = await connected(() => {}, { retries: 0 });
  expect(await errorOf(() => call(connection, "http://127.0.0.1:1/"))).toMatchObject({ code: "network-failed" });
});

test("an answer that is no JSON, and one with control characters, are told of in one safe line", async () => {
  const { connection, endpoint } = await connected((_, response, number) => {
    if (number === 1) response.end("<html>");
    else response.writeHead(400).end(`no\u001b[2J\n${"x".repeat(2000)}`);
  });
  expect(await errorOf(() => callJson(connection, endpoint))).toMatchObject({ code: "hub-answer" });
  const { message } = await errorOf(() => call(connection, endpoint));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that none is there is the point
  expect(message).not.toMatch(/[\u0000-\u001f]/);
  expect(message.length).toBeLessThan(700);
});
