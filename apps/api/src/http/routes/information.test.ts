import { readFile } from "node:fs/promises";
import { BREEDS } from "@tiny-cats/core";
import { expect, test } from "vitest";
import { fakeApp } from "../../testing/fake-app.ts";

test("breeds are core's, with what is drawn", async () => {
  const { ask } = await fakeApp();
  const { breeds } = await (await ask("/v1/breeds")).json();
  expect(breeds).toEqual(
    BREEDS.map(({ id, label, slug, aliases }) => ({ id, label, slug, aliases, drawable: label !== "Other" })),
  );
  const { ask: without } = await fakeApp({ which: "classifier" });
  const undrawn = await (await without("/v1/breeds")).json();
  expect(undrawn.breeds.every(({ drawable }: { drawable: boolean }) => !drawable)).toBe(true);
});

test("models are told with their hashes and addresses", async () => {
  const { ask, models } = await fakeApp();
  const answer = await (await ask("/v1/models")).json();
  expect(answer.models).toMatchObject([
    { id: "classifier", task: "image-classification", repo: "me/cats", commit: null, endpoint: "/models/classifier" },
    { id: "generator", repo: null, sha256: models.generator!.found.graph.sha256 },
  ]);
});

test("a card is the model's own, and there is one only of what is served", async () => {
  const { ask, models } = await fakeApp({ which: "generator" });
  const answer = await ask("/v1/card");
  expect(answer.headers.get("content-type")).toMatch(/^text\/markdown/);
  expect(await answer.text()).toBe(await readFile(models.generator!.card, "utf8"));
  expect((await ask("/v1/card?model=classifier")).status).toBe(404);
  expect(
    (await ask("/v1/card?model=generator", { headers: { "if-none-match": answer.headers.get("etag")! } })).status,
  ).toBe(304);
});

test("benchmarks are reports of the models that are served", async () => {
  const { ask } = await fakeApp();
  const answer = await ask("/v1/benchmarks");
  const { benchmarks } = await answer.json();
  expect(benchmarks.map(({ model }: { model: string }) => model)).toEqual(["classifier", "generator"]);
  expect((await ask("/v1/benchmarks", { headers: { "if-none-match": answer.headers.get("etag")! } })).status).toBe(304);
});

test("the service tells of itself", async () => {
  const { ask, send } = await fakeApp();
  await send("/v1/generate", { breed: "dog" });
  expect([(await ask("/healthz")).status, (await ask("/readyz")).status]).toEqual([200, 200]);
  const { ask: unready } = await fakeApp({ ready: false });
  expect([(await unready("/healthz")).status, (await unready("/readyz")).status]).toEqual([200, 503]);
  const metrics = await (await ask("/metrics")).text();
  expect(metrics).toMatch(/^tiny_cats_refused_total\{path="\/v1\/generate",code="unknown-breed"\} 1$/m);
  expect(metrics).toMatch(/^tiny_cats_lane_jobs\{lane="draw",state="waiting"\} 0$/m);
  expect(metrics).toMatch(
    /^tiny_cats_request_duration_seconds_count\{method="POST",path="\/v1\/generate",status="422"\} 1$/m,
  );
});

test("the page names every route", async () => {
  const { ask } = await fakeApp();
  const page = await (await ask("/docs")).text();
  const { paths } = await (await ask("/openapi.json")).json();
  for (const path of Object.keys(paths)) expect(page).toContain(`${path}</code>`);
  expect(page).not.toMatch(/<script/);
});
