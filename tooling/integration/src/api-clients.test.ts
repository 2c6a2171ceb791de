import { execFile } from "node:child_process";
import { readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { InferenceClient } from "@huggingface/inference";
import type { Api } from "@tiny-cats/api";
import { decodePng } from "@tiny-cats/core/png";
import { afterAll, beforeAll, expect, test } from "vitest";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import { asPrinted, classesByCommand, drawingByCommand, embeddedApi, endpoint } from "./api-fixture.ts";
import { fixture } from "./fixture.ts";

let api: Api;
beforeAll(async () => {
  // What is compared are answers: none is to be refused because a machine is slow.
  api = await embeddedApi({ classifyDeadlineMs: 60_000 });
});
afterAll(() => api.close());

const chelsea = await readFile(fixture("chelsea.png"));

test("the JavaScript client classifies, to the last digit as the command does", async () => {
  const client = new InferenceClient().endpoint(endpoint(api, "classifier"));
  const expected = await classesByCommand(fixture("chelsea.png"), { topK: 5 });
  expect(expected[0].label).toBe("Egyptian Mau");
  const pictures = [new Blob([chelsea]), new Blob([chelsea], { type: "image/png" }), new Uint8Array(chelsea).buffer];
  for (const data of pictures)
    expect(asPrinted(await client.imageClassification({ data: data as Blob }))).toEqual(expected);
  const three = new InferenceClient(undefined, { endpointUrl: `${endpoint(api, "classifier")}?top_k=3` });
  expect(asPrinted(await three.imageClassification({ data: new Blob([chelsea]) }))).toEqual(expected.slice(0, 3));
});

test("the JavaScript client draws, byte for byte as the command does", async () => {
  const client = new InferenceClient().endpoint(endpoint(api, "generator"));
  for (const { parameters, options } of [
    { parameters: { seed: 7 }, options: { seed: 7 } },
    {
      parameters: { seed: 2 ** 53 - 1, num_inference_steps: 3, guidance_scale: 2.5, scheduler: "heun" },
      options: { seed: 2 ** 53 - 1, steps: 3, guidance: 2.5, solver: "heun" },
    },
  ]) {
    const blob = await client.textToImage({ inputs: "a siamese cat on a mat", parameters }, { outputType: "blob" });
    expect(blob.type).toBe("image/png");
    const [ours, theirs] = [
      new Uint8Array(await blob.arrayBuffer()),
      await drawingByCommand(temporaryFolder(), options),
    ];
    const [drawn, expected] = [await decodePng(ours), await decodePng(theirs)];
    expect([drawn.width, drawn.height]).toEqual([expected.width, expected.height]);
    expect(Buffer.compare(Buffer.from(drawn.data), Buffer.from(expected.data))).toBe(0);
  }
});

test("the JavaScript client shows what was wrong, and asks once", async () => {
  const client = new InferenceClient().endpoint(endpoint(api, "generator"));
  let asked = 0;
  const counting: typeof fetch = (...args) => {
    asked++;
    return fetch(...args);
  };
  await expect(client.textToImage({ inputs: "a dog" }, { fetch: counting })).rejects.toThrow(
    /the prompt names no breed that can be drawn: name one of Abyssinian, Bengal/,
  );
  expect(asked).toBe(1);
});

test("pictures asked for together are answered as alone", async () => {
  const all = await Promise.all(
    Array.from({ length: 40 }, (_, i) =>
      fetch(new URL("v1/classify", api.url), { method: "POST", body: chelsea, headers: { "x-request-id": `${i}` } }),
    ),
  );
  const alone = await (await fetch(new URL("v1/classify", api.url), { method: "POST", body: chelsea })).json();
  for (const answer of all) {
    const { results } = await answer.json();
    for (const [i, { label, probability }] of results[0].predictions.entries()) {
      expect(label).toBe(alone.results[0].predictions[i].label);
      expect(Math.abs(probability - alone.results[0].predictions[i].probability)).toBeLessThan(1e-6);
    }
  }
  const metrics = await (await fetch(new URL("metrics", api.url))).text();
  const read = (name: string) => Number(new RegExp(`^tiny_cats_batch_size_${name} (\\d+)$`, "m").exec(metrics)?.[1]);
  expect(read("sum") / read("count")).toBeGreaterThan(1.5);
});

test("the README's example runs as it stands", async () => {
  const root = join(import.meta.dirname, "..", "..", "..");
  const readme = await readFile(join(root, "apps", "api", "README.md"), "utf8");
  const [, example] = /```js\n([\s\S]*?)```/.exec(readme)!;
  const folder = temporaryFolder();
  await symlink(join(import.meta.dirname, "..", "node_modules"), join(folder, "node_modules"));
  await writeFile(join(folder, "example.mjs"), example);
  const { stdout } = await promisify(execFile)(process.execPath, ["example.mjs"], { cwd: folder });
  expect(stdout).toMatch(/^200 image\/png 7\n$/);
});
