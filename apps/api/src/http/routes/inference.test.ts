import { expect, test } from "vitest";
import { fakeApp, pixel } from "../../testing/fake-app.ts";

const bytes = pixel as Uint8Array<ArrayBuffer>;
const inputs = Buffer.from(pixel).toString("base64");

test("a picture's bytes are answered with classes and scores, by id and by repository", async () => {
  const { ask } = await fakeApp();
  for (const path of ["/models/classifier", "/models/me/cats"]) {
    const answer = await ask(path, { method: "POST", body: bytes });
    expect(await answer.json()).toEqual([
      { label: "Siamese", score: 0.5 },
      { label: "Other", score: 0.3 },
      { label: "Bengal", score: 0.2 },
    ]);
  }
  const two = await ask("/models/classifier?top_k=2", { method: "POST", body: bytes });
  expect(await two.json()).toHaveLength(2);
});

test("parameters come as JSON, and null is none", async () => {
  const { send } = await fakeApp();
  const asked = async (parameters: unknown) => (await send("/models/classifier", { inputs, parameters })).json();
  expect(await asked({ top_k: 1, function_to_apply: null })).toEqual([{ label: "Siamese", score: 0.5 }]);
  expect(await asked({ top_k: null, function_to_apply: "none" })).toEqual([
    { label: "Siamese", score: 2 },
    { label: "Other", score: 1 },
    { label: "Bengal", score: 0 },
  ]);
  const [{ score }] = await asked({ function_to_apply: "sigmoid" });
  expect(score).toBeCloseTo(1 / (1 + Math.exp(-2)), 12);
  expect(await asked({ function_to_apply: "other" })).toMatchObject({ code: "invalid-request" });
});

test("a prompt is answered with a picture of its breed", async () => {
  const drawn: unknown[] = [];
  const { send } = await fakeApp({
    engine: {
      async draw(settings) {
        drawn.push(settings);
        return pixel;
      },
    },
  });
  const parameters = {
    seed: 5,
    num_inference_steps: 3,
    guidance_scale: 2,
    scheduler: "heun",
    width: 64,
    height: 64,
    negative_prompt: " ",
  };
  const answer = await send("/models/generator", { inputs: "a sleepy Bengal", parameters });
  expect([answer.headers.get("content-type"), answer.headers.get("x-seed")]).toEqual(["image/png", "5"]);
  expect(drawn).toMatchObject([{ breed: "Bengal", index: 0, seed: 5, steps: 3, guidance: 2, solver: "heun" }]);
  const again = await send(
    "/models/generator",
    { inputs: "bengals", parameters },
    { "if-none-match": answer.headers.get("etag")! },
  );
  expect(again.status).toBe(304);
  expect(drawn).toHaveLength(1);
});

test.each([
  ["generator", { inputs: "a dog" }, 422, "unknown-breed"],
  ["generator", { inputs: "bengal", parameters: { width: 512 } }, 422, "unsupported-parameter"],
  ["generator", { inputs: "bengal", parameters: { negative_prompt: "dogs" } }, 422, "unsupported-parameter"],
  ["generator", { inputs: "bengal", parameters: { other: 1 } }, 422, "invalid-request"],
  ["generator", { inputs: `bengal ${"x".repeat(70_000)}` }, 413, "body-too-large"],
  ["classifier", { inputs: "!" }, 422, "invalid-request"],
  ["other", { inputs: "bengal" }, 404, "no-such-model"],
  ["../../etc/passwd", { inputs: "bengal" }, 404, "no-such-route"],
  ["%2e%2e%2fetc", { inputs: "bengal" }, 404, "no-such-model"],
  ["%ff%00", { inputs: "bengal" }, 404, "no-such-model"],
])("%s refuses %j", async (id, body, status, code) => {
  const { send } = await fakeApp();
  const answer = await send(`/models/${id}`, body);
  const problem = await answer.json();
  expect([answer.status, problem.code]).toEqual([status, code]);
  expect(problem.error).toBe(`${problem.detail}: ${problem.remedy}`);
});
