import { TinyCatsError } from "@tiny-cats/schema/errors";
import { expect, test } from "vitest";
import { fakeApp, fakeEngine, pixel } from "../../testing/fake-app.ts";

const bytes = pixel as Uint8Array<ArrayBuffer>;
const base64 = Buffer.from(pixel).toString("base64");
const spoilt = Buffer.from("no picture").toString("base64");
const labels = (result: { predictions: { label: string }[] }) => result.predictions.map(({ label }) => label);

test.each([undefined, "application/octet-stream", "image/png", "IMAGE/JPEG; q=1", "application/x-www-form-urlencoded"])(
  "bytes of type %s are a picture",
  async (type) => {
    const { ask, models } = await fakeApp();
    const headers = new Headers(type === undefined ? {} : { "content-type": type });
    const answer = await ask("/v1/classify?top_k=2", { method: "POST", body: bytes, headers });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("etag")).toBeNull();
    const { results, model } = await answer.json();
    expect(model.sha256).toBe(models.classifier!.found.graph.sha256);
    expect(results).toMatchObject([{ cat_probability: 0.7 }]);
    expect(labels(results[0])).toEqual(["Siamese", "Other"]);
  },
);

test("of several each has its own result or problem", async () => {
  const { send, ask } = await fakeApp();
  const answer = await send("/v1/classify", { pictures: [base64, spoilt, base64], top_k: 1 });
  const { results } = await answer.json();
  expect([labels(results[0]), labels(results[2])]).toEqual([["Siamese"], ["Siamese"]]);
  expect(results[1].problem).toMatchObject({
    status: 415,
    code: "not-a-picture",
    request_id: answer.headers.get("x-request-id"),
  });
  const form = new FormData();
  form.set("a", new Blob([bytes]), "a.png");
  form.set("b", new Blob(["no picture"]), "b.png");
  form.set("top_k", "1");
  const formed = await (await ask("/v1/classify", { method: "POST", body: form })).json();
  expect(formed.results).toMatchObject([
    { predictions: [{ label: "Siamese" }] },
    { problem: { code: "not-a-picture" } },
  ]);
  expect(formed.results[0].predictions).toHaveLength(1);
});

test("one that is no picture is a problem of its request", async () => {
  const { ask } = await fakeApp();
  const answer = await ask("/v1/classify", {
    method: "POST",
    body: "no picture",
    headers: { "content-type": "image/png" },
  });
  expect([answer.status, (await answer.json()).code]).toEqual([415, "not-a-picture"]);
});

test("one that fails for the server's reasons fails the request", async () => {
  let asked = 0;
  const { send } = await fakeApp({
    engine: {
      async classify(picture, options) {
        if (asked++ === 1) throw new TinyCatsError("too-busy", "elsewhere", { value: 3, remedy: "wait" });
        return fakeEngine.classify(picture, options);
      },
    },
  });
  const answer = await send("/v1/classify", { pictures: [base64, base64, spoilt] });
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "3"]);
});

test("pictures beyond what may wait are refused together, and nothing of them is left", async () => {
  const { send, lanes } = await fakeApp({
    queueLimit: 1,
    engine: {
      classify: (_, { signal }) =>
        new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason))),
    },
  });
  const answer = await send("/v1/classify", { pictures: Array(8).fill(base64) });
  expect([answer.status, (await answer.json()).code]).toEqual([429, "too-busy"]);
  await new Promise((resolve) => setImmediate(resolve));
  expect([lanes.classify.running, lanes.classify.waiting]).toEqual([0, 0]);
});

test.each([
  ["?top_k=0", bytes, "image/png", 422, "invalid-request"],
  ["?top_k=1001", bytes, "image/png", 422, "invalid-request"],
  ["?top_k=1.5", bytes, "image/png", 422, "invalid-request"],
  ["", bytes, "text/html", 415, "unsupported-body"],
  ["", "", "image/png", 422, "no-picture"],
  ["", '{"pictures":[]}', "application/json", 422, "invalid-request"],
  ["", '{"pictures":["%%%%"]}', "application/json", 422, "invalid-request"],
  ["", "{", "application/json", 400, "invalid-json"],
  ["", "--x", "multipart/form-data; boundary=x", 400, "invalid-multipart"],
  ["", "--x", "multipart/form-data", 400, "invalid-multipart"],
])("%s with %s of %s is refused", async (query, body, type, status, code) => {
  const { ask } = await fakeApp();
  const answer = await ask(`/v1/classify${query}`, { method: "POST", body, headers: { "content-type": type } });
  expect([answer.status, (await answer.json()).code]).toEqual([status, code]);
});

test("a form without files, or with too many, is refused", async () => {
  const { ask } = await fakeApp({ maxPictures: 2 });
  const form = new FormData();
  form.set("text", "x");
  const empty = await ask("/v1/classify", { method: "POST", body: form });
  expect([empty.status, (await empty.json()).code]).toEqual([422, "no-picture"]);
  for (let i = 0; i < 3; i++) form.append("file", new Blob([bytes]), "a.png");
  const many = await ask("/v1/classify", { method: "POST", body: form });
  expect([many.status, (await many.json()).code]).toEqual([413, "too-many-pictures"]);
});
