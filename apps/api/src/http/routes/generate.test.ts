import { expect, test } from "vitest";
import { fakeApp, pixel } from "../../testing/fake-app.ts";
import { withResolvers } from "../../testing/with-resolvers.ts";

const siamese = { breed: "siamese", seed: 7 };

/** The values of an answer's events. */
async function events(answer: Response): Promise<unknown[]> {
  const parts = (await answer.text()).split("\n\n").filter((part) => part !== "");
  expect(parts.pop()).toBe("data: [DONE]");
  return parts.map((part) => JSON.parse(part.replace(/^data: /, "")));
}

test("one drawing is a PNG with its tag and seed, which spares drawing it again", async () => {
  const { send } = await fakeApp();
  const answer = await send("/v1/generate", siamese);
  expect([answer.status, answer.headers.get("content-type"), answer.headers.get("x-seed")]).toEqual([
    200,
    "image/png",
    "7",
  ]);
  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(new Uint8Array(pixel));
  const etag = answer.headers.get("etag")!;
  const again = await send("/v1/generate", siamese, { "if-none-match": etag });
  expect([again.status, await again.text(), again.headers.get("etag")]).toEqual([304, "", etag]);
  const other = await send("/v1/generate", { ...siamese, seed: 8 }, { "if-none-match": etag });
  expect(other.status).toBe(200);
  const json = await send("/v1/generate", siamese, { accept: "application/json", "if-none-match": etag });
  expect(json.status).toBe(200);
});

test("what is left out is the model's, and a seed drawn by lot is told", async () => {
  const { send, models } = await fakeApp();
  const { sampler } = models.generator!.found.manifest.generation;
  const answer = await send("/v1/generate", { breed: 10 }, { accept: "application/json" });
  const { drawings } = await answer.json();
  expect(drawings).toEqual([
    {
      png: Buffer.from(pixel).toString("base64"),
      settings: {
        breed: "Siamese",
        index: 0,
        seed: Number(answer.headers.get("x-seed")),
        steps: sampler.steps,
        solver: sampler.solver,
        guidance: sampler.guidance.scale,
        model_sha256: models.generator!.found.graph.sha256,
      },
    },
  ]);
});

test("several are JSON, in the order of their index", async () => {
  const { send } = await fakeApp();
  const { drawings } = await (await send("/v1/generate", { ...siamese, count: 3 })).json();
  expect(drawings.map(({ settings }: { settings: { index: number } }) => settings.index)).toEqual([0, 1, 2]);
  const png = await send("/v1/generate", { ...siamese, count: 2 }, { accept: "image/png" });
  expect([png.status, (await png.json()).code]).toEqual([406, "not-acceptable"]);
});

test("events tell of each step of each drawing, then the drawings", async () => {
  const { send } = await fakeApp();
  const answer = await send("/v1/generate", { ...siamese, steps: 2, count: 2 }, { accept: "text/event-stream" });
  const told = await events(answer);
  const preview = `data:image/png;base64,${Buffer.from(pixel).toString("base64")}`;
  expect(told.slice(0, -1)).toEqual(
    [0, 1].flatMap((picture) => [1, 2].map((step) => ({ picture, step, of: 2, preview }))),
  );
  expect(told.at(-1)).toMatchObject({ drawings: [{ settings: { index: 0 } }, { settings: { index: 1 } }] });
});

test("a failure under way is the last event, and tells no more than a problem would", async () => {
  const draw = async () => {
    throw new Error("secret");
  };
  const { send } = await fakeApp({ engine: { draw } });
  const [problem, ...rest] = await events(await send("/v1/generate", siamese, { accept: "text/event-stream" }));
  expect(problem).toMatchObject({ status: 500, code: "server-failed" });
  expect(rest).toEqual([]);
});

test("a client who leaves its events ends its drawings", async () => {
  const ended = withResolvers<unknown>();
  const { send, lanes } = await fakeApp({
    engine: {
      draw: (_, { signal, onStep }) =>
        new Promise((_, reject) => {
          onStep?.({ step: 1, steps: 2, preview: pixel });
          signal?.addEventListener("abort", () => {
            ended.resolve(signal.reason);
            reject(signal.reason);
          });
        }),
    },
  });
  const answer = await send("/v1/generate", { ...siamese, count: 3 }, { accept: "text/event-stream" });
  await answer.body!.cancel();
  expect(await ended.promise).toMatchObject({ code: "client-gone" });
  await new Promise((resolve) => setImmediate(resolve));
  expect([lanes.draw.running, lanes.draw.waiting]).toEqual([0, 0]);
});

test("a request that can't all be taken is refused before any event, with the time to wait, and leaves nothing behind", async () => {
  const { send, lanes } = await fakeApp({
    queueLimit: 1,
    engine: {
      draw: (_, { signal }) =>
        new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason))),
    },
  });
  for (const accept of ["text/event-stream", "application/json"]) {
    const answer = await send("/v1/generate", { ...siamese, count: 3 }, { accept });
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "1"]);
    expect(await answer.json()).toMatchObject({ code: "too-busy" });
    await new Promise((resolve) => setImmediate(resolve));
    expect([lanes.draw.running, lanes.draw.waiting]).toEqual([0, 0]);
  }
});

test.each([
  [{ breed: "dog" }, 422, "unknown-breed"],
  [{ breed: "Other" }, 422, "not-drawable"],
  [{ breed: 99 }, 422, "unknown-breed"],
  [{ breed: "siamese", solver: "none" }, 422, "unknown-solver"],
  [{ breed: "siamese", count: 17 }, 422, "invalid-request"],
  [{ breed: "siamese", guidance: -1 }, 422, "invalid-request"],
])("%j is refused", async (body, status, code) => {
  const { send } = await fakeApp();
  const answer = await send("/v1/generate", body);
  expect([answer.status, (await answer.json()).code]).toEqual([status, code]);
});

test("a body longer than any request is refused", async () => {
  const { send } = await fakeApp();
  const answer = await send("/v1/generate", { breed: "x".repeat(100_000) });
  expect([answer.status, (await answer.json()).code]).toEqual([413, "body-too-large"]);
});

test("without a generator there is no such route", async () => {
  const { send } = await fakeApp({ which: "classifier" });
  expect((await send("/v1/generate", siamese)).status).toBe(404);
  expect((await send("/models/generator", { inputs: "siamese" })).status).toBe(404);
});
