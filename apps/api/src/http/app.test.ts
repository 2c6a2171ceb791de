import { expect, test } from "vitest";
import { fakeApp, pixel } from "../testing/fake-app.ts";
import { createApp } from "./app.ts";
import { route } from "./route.ts";

test("what is not there is 404, what has other methods 405 with them", async () => {
  const { ask, answered } = await fakeApp();
  const missing = await ask("/nowhere");
  expect(missing.status).toBe(404);
  expect(missing.headers.get("content-type")).toBe("application/problem+json");
  expect(await missing.json()).toMatchObject({
    code: "no-such-route",
    status: 404,
    request_id: missing.headers.get("x-request-id"),
  });
  for (const [method, path, allow] of [
    ["GET", "/v1/classify", "POST"],
    ["HEAD", "/v1/generate", "POST"],
    ["GET", "/models/some/model", "POST"],
    ["DELETE", "/v1/breeds", "GET, HEAD"],
    ["POST", "/healthz", "GET, HEAD"],
  ]) {
    const answer = await ask(path, { method });
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, allow]);
  }
  expect(answered.at(-1)).toMatchObject({
    path: "/healthz",
    status: 405,
    problem: "method-not-allowed",
    cause: undefined,
  });
});

test("HEAD is GET without a body", async () => {
  const { ask } = await fakeApp();
  const [head, get] = [await ask("/v1/breeds", { method: "HEAD" }), await ask("/v1/breeds")];
  expect(head.status).toBe(200);
  expect(await head.text()).toBe("");
  expect(head.headers.get("etag")).toBe(get.headers.get("etag"));
});

test("a page of another origin may ask as the clients do, and read what comes with an answer", async () => {
  const { ask } = await fakeApp();
  const preflight = await ask("/models/generator", {
    method: "OPTIONS",
    headers: {
      origin: "https://elsewhere.example",
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization,content-type,x-hf-bill-to",
    },
  });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
  expect(preflight.headers.get("access-control-allow-methods")).toBe("GET,HEAD,POST");
  const allowed = preflight.headers.get("access-control-allow-headers")?.split(",");
  expect(allowed).toEqual(expect.arrayContaining(["authorization", "content-type", "if-none-match", "x-hf-bill-to"]));
  for (const answer of [
    await ask("/v1/breeds"),
    await ask("/nowhere"),
    await ask("/v1/classify", { method: "POST" }),
  ]) {
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(answer.headers.get("access-control-expose-headers")?.split(",")).toEqual(
      expect.arrayContaining(["etag", "retry-after", "x-request-id", "x-seed"]),
    );
  }
});

test("only the origins that are named may", async () => {
  const { ask } = await fakeApp({ origins: ["https://ours.example"] });
  const from = async (origin: string) =>
    (await ask("/v1/breeds", { headers: { origin } })).headers.get("access-control-allow-origin");
  expect([await from("https://ours.example"), await from("https://elsewhere.example")]).toEqual([
    "https://ours.example",
    null,
  ]);
});

test("a request's own id is kept where it is one", async () => {
  const { ask } = await fakeApp();
  const id = async (given: string) =>
    (await ask("/healthz", { headers: { "x-request-id": given } })).headers.get("x-request-id");
  expect(await id("a-1.b:2")).toBe("a-1.b:2");
  expect(await id("a b")).toMatch(/^[\da-f-]{36}$/);
  expect(await id("x".repeat(200))).toMatch(/^[\da-f-]{36}$/);
});

test("a query that no route knows is refused with its name", async () => {
  const { ask } = await fakeApp();
  for (const query of ["?x=1", "?model=classifier&model=generator", "?model=", "?__proto__=1"]) {
    const answer = await ask(`/v1/card${query}`);
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ code: "invalid-request" });
  }
});

test("a fault of the server's own is told without its words, which the log has", async () => {
  const cause = new Error("secret path");
  const broken = async () => {
    throw cause;
  };
  const { ask, answered } = await fakeApp({ engine: { classify: broken } });
  const answer = await ask("/v1/classify", { method: "POST", body: pixel as Uint8Array<ArrayBuffer> });
  expect(answer.status).toBe(500);
  const problem = await answer.text();
  expect(problem).not.toContain("secret");
  expect(JSON.parse(problem)).toMatchObject({ code: "server-failed" });
  expect(answered).toMatchObject([
    { method: "POST", path: "/v1/classify", status: 500, problem: "server-failed", cause },
  ]);
});

test("a client who is gone is no fault of the server's", async () => {
  const waiting = route({
    method: "post",
    path: "/wait",
    operation: "wait",
    summary: "Waits",
    answers: { 200: { description: "Never" } },
    async handle({ signal }) {
      signal.throwIfAborted();
      return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));
    },
  });
  const answered: unknown[] = [];
  const app = createApp({
    routes: [waiting],
    origins: [],
    identify: () => ({ client: "" }),
    addressOf: () => "",
    onAnswer: (answer) => answered.push(answer),
  });
  const asking = new AbortController();
  const answer = app.request("http://here/wait", { method: "POST", signal: asking.signal });
  // As the HTTP server says it: not with an error.
  asking.abort("Client connection prematurely closed.");
  expect((await answer).status).toBe(499);
  expect(answered).toMatchObject([{ status: 499, problem: "client-gone", cause: undefined }]);
  const late = await app.request("http://here/wait", { method: "POST", signal: AbortSignal.abort("gone") });
  expect(late.status).toBe(499);
});
