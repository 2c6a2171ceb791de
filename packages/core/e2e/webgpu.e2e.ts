import { expect, type Page } from "@playwright/test";
import { chromium } from "../../../configs/playwright.ts";
import { loadGenerator } from "../dist/node.js";
import { prepare } from "./kit.ts";
import { test } from "./page.ts";
import { serveTiny } from "./tiny.ts";

// SwiftShader stands in for the GPU: right numbers, slowly.
test.use({ launchOptions: chromium("--enable-unsafe-webgpu") });

// biome-ignore lint/suspicious/noExplicitAny: what prepare() puts there, the page alone knows
declare const kit: any;

/** The real runtime, whose sessions `body` may change: it sees `session`, `provider` and the module as `ort`. */
const changed = (body: string) => `
import * as ort from "/ort/ort.jspi.bundle.min.mjs";
export * from "/ort/ort.jspi.bundle.min.mjs";
export const InferenceSession = {
  async create(bytes, options) {
    const provider = options.executionProviders[0];
    const session = await ort.InferenceSession.create(bytes, options);
    const { inputNames, outputNames, inputMetadata, outputMetadata } = session;
    const run = (feeds) => session.run(feeds);
    const release = () => session.release();
    const own = { inputNames, outputNames, inputMetadata, outputMetadata, run, release };
    ${body}
    return own;
  },
};`;

const slowWasm = `if (provider === "wasm") own.run = async (feeds) => {
  await new Promise((resolve) => setTimeout(resolve, 500));
  return session.run(feeds);
};`;

/** Loads the tiny classifier in the page, and classifies a grey picture with it. */
async function classify(page: Page, options: { device: string; webgpuUrl?: string; worker?: string }) {
  return page.evaluate(async ({ device, worker, webgpuUrl = kit.urls.webgpuUrl }) => {
    const pool = kit.createWorkerPool({
      ...kit.urls,
      webgpuUrl: webgpuUrl || undefined,
      worker: worker && (() => new Worker(worker, { type: "module" })),
    });
    try {
      const classifier = await kit.loadClassifier("/tiny", { pool, device });
      const data = Uint8ClampedArray.from({ length: 40 * 40 * 3 }, (_, i) => i % 251);
      const { logits } = await classifier.classify({ data, width: 40, height: 40 });
      const { runtime, provider } = classifier;
      await classifier.dispose();
      return { runtime, provider, logits: Array.from(logits as Float32Array) };
    } catch (error) {
      const { code, message, remedy } = error as { code: string; message: string; remedy: string };
      return { code, message, remedy };
    } finally {
      await pool.dispose();
    }
  }, options);
}

test("WebGPU that was asked for gives WebAssembly's numbers", async ({ page, open }) => {
  await open({ intercept: serveTiny() });
  await prepare(page);
  const wasm = await classify(page, { device: "wasm" });
  const webgpu = await classify(page, { device: "webgpu" });
  expect(wasm.runtime).toMatch(/\(wasm\)$/);
  expect(webgpu.runtime).toMatch(/^onnxruntime-web .* \(webgpu\)$/);
  expect(webgpu.logits).toHaveLength(13);
  for (const [id, logit] of webgpu.logits!.entries()) expect(Math.abs(logit - wasm.logits![id])).toBeLessThan(1e-4);
});

test("answers what is asked at once, where runs that overlap would stop the runtime", async ({ page, open }) => {
  await open({ intercept: serveTiny() });
  await prepare(page);
  const answers = await page.evaluate(async () => {
    const pool = kit.createWorkerPool({ ...kit.urls, workers: 1 });
    const [first, second] = await Promise.all(
      [1, 2].map(() => kit.loadClassifier("/tiny", { pool, device: "webgpu" })),
    );
    const score = async (classifier: typeof first, grey: number) => {
      const picture = { data: new Uint8ClampedArray(4800).fill(grey), width: 40, height: 40 };
      return (await classifier.classify(picture)).logits[12] as number;
    };
    return Promise.all([score(first, 51), score(first, 102), score(second, 153), score(first, 204)]);
  });
  // Channel means of 0.2, 0.4, 0.6 and 0.8, times 12.
  for (const [i, answer] of answers.entries()) expect(answer).toBeCloseTo(2.4 * (i + 1), 4);
});

test("draws the picture that Node draws, within 2 of 255", async ({ page, open }) => {
  test.setTimeout(240_000);
  await open();
  await prepare(page);
  const settings = { seed: 7, steps: 2, solver: "euler" };
  const there = await page.evaluate(async (settings) => {
    const generator = await kit.loadGenerator("/models/generator", { pool: kit.pool, device: "webgpu" });
    for await (const { image } of generator.draw(["Siamese"], settings))
      return { pixels: Array.from(image.data as Uint8ClampedArray), runtime: generator.runtime };
  }, settings);
  expect(there?.runtime).toMatch(/\(webgpu\)$/);
  const manifest = new URL("../../models/generator/tiny-cats.json", import.meta.url);
  await using generator = await loadGenerator({ manifest, files: {} });
  for await (const { image } of generator.draw(["Siamese"], settings)) {
    const gap = image.data.reduce((most, value, i) => Math.max(most, Math.abs(value - (there?.pixels[i] ?? 999))), 0);
    test.info().annotations.push({ type: "largest gap of a pixel", description: String(gap) });
    expect(gap).toBeLessThanOrEqual(2);
  }
});

test("auto tries WebGPU on the model itself, and chooses by what it saw", async ({ page, open }) => {
  await open({ intercept: serveTiny() });
  await prepare(page);
  const { runtime, provider } = await classify(page, { device: "auto" });
  test.info().annotations.push({ type: "choice", description: JSON.stringify(provider) });
  expect(provider!.gap).toBeLessThan(1e-3);
  expect(provider!.chosen).toBe(provider!.webgpuMs < provider!.wasmMs ? "webgpu" : "wasm");
  expect(runtime).toContain(`(${provider!.chosen})`);
});

test("auto takes WebGPU where WebAssembly is slower", async ({ page, open }) => {
  await open({ intercept: serveTiny({ "/slow-wasm.mjs": changed(slowWasm) }) });
  await prepare(page);
  const { runtime, provider } = await classify(page, { device: "auto", webgpuUrl: "/slow-wasm.mjs" });
  expect(runtime).toMatch(/\(webgpu\)$/);
  expect(provider).toMatchObject({ chosen: "webgpu", reason: expect.stringContaining("ms on WebGPU") });
});

const slowWebGpu = slowWasm.replace('"wasm"', '"webgpu"');
const wrong = (change: string) => `if (provider === "webgpu") own.run = async (feeds) => {
  const outputs = await session.run(feeds);
  outputs.logits.data[3] ${change};
  return outputs;
};`;
const failing = `if (provider === "webgpu") throw new Error("no kernel for this");`;

for (const [what, script, reason] of [
  ["is slower", changed(slowWebGpu), /^a run takes \d+\.\d ms on WebGPU and /],
  ["gives wrong numbers", changed(slowWasm + wrong("+= 0.5")), /^WebGPU's numbers are .* away from WebAssembly's$/],
  ["gives NaN", changed(slowWasm + wrong("= NaN")), /^WebGPU's numbers are not finite$/],
  ["can't run the graph", changed(failing), /^the graph can't run on WebGPU: no kernel for this$/],
  ["has no runtime", undefined, /^there is no WebGPU: Failed to fetch/],
] as const) {
  test(`auto stays with WebAssembly where WebGPU ${what}`, async ({ page, open }) => {
    await open({ intercept: serveTiny(script ? { "/changed.mjs": script } : {}) });
    await prepare(page);
    const { runtime, provider, logits } = await classify(page, { device: "auto", webgpuUrl: "/changed.mjs" });
    expect(runtime).toMatch(/\(wasm\)$/);
    expect(provider).toMatchObject({ chosen: "wasm", reason: expect.stringMatching(reason) });
    expect(logits).toEqual((await classify(page, { device: "wasm" })).logits);
  });
}

const hidden = (what: string) => `${what}; export {};`;
const workerOf = (script: string) => `import "${script}"; import "/core/web-worker.js";`;

test("without JSPI the build that needs none serves, where its address was given", async ({ page, open }) => {
  const scripts = { "/hide.mjs": hidden("delete WebAssembly.Suspending"), "/worker.mjs": workerOf("/hide.mjs") };
  await open({ intercept: serveTiny(scripts) });
  await prepare(page);
  const lacking = await classify(page, { device: "auto", worker: "/worker.mjs", webgpuUrl: "" });
  expect(lacking.provider).toEqual({
    chosen: "wasm",
    reason: "there is no WebGPU: the browser lacks JSPI, and no webgpuUrl was given",
  });
  const url = "/ort/ort.webgpu.bundle.min.mjs";
  const { runtime } = await classify(page, { device: "webgpu", worker: "/worker.mjs", webgpuUrl: url });
  expect(runtime).toMatch(/\(webgpu\)$/);
});

for (const [what, hide, reason] of [
  [
    "WebGPU",
    "Object.defineProperty(navigator, 'gpu', { value: undefined })",
    /^there is no WebGPU: the browser has none/,
  ],
  [
    "an adapter",
    "navigator.gpu.requestAdapter = async () => null",
    /^there is no WebGPU: the browser offers no GPU adapter$/,
  ],
] as const) {
  test(`without ${what} auto is WebAssembly, and WebGPU is refused`, async ({ page, open }) => {
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    const scripts = { "/hide.mjs": hidden(hide), "/worker.mjs": workerOf("/hide.mjs") };
    await open({ intercept: serveTiny(scripts) });
    await prepare(page);
    const auto = await classify(page, { device: "auto", worker: "/worker.mjs" });
    expect(auto.runtime).toMatch(/\(wasm\)$/);
    expect(auto.provider).toEqual({ chosen: "wasm", reason: expect.stringMatching(reason) });
    expect(await classify(page, { device: "webgpu", worker: "/worker.mjs" })).toEqual({
      code: "no-webgpu",
      message: expect.stringMatching(reason),
      remedy: expect.stringContaining('"auto"'),
    });
    expect(asked.filter((url) => url.includes("jspi"))).toEqual([]);
  });
}

test("a graph that no runtime can load is refused as such, WebGPU or not", async ({ page, open }) => {
  await open();
  await prepare(page);
  const codes = await page.evaluate(() =>
    Promise.all(
      ["wasm", "webgpu", "auto"].map((device) => kit.codeOf(kit.pool.load(Uint8Array.of(1, 2, 3), { device }))),
    ),
  );
  expect(codes).toEqual(["invalid-model", "invalid-model", "invalid-model"]);
});

test("a GPU lost between two runs is a typed error, and the model can be loaded again", async ({ page, open }) => {
  const losing = `let runs = 0;
  own.run = async (feeds) => {
    const running = session.run(feeds);
    if (++runs === 2) ort.env.webgpu.device.destroy();
    return running;
  };`;
  await open({ intercept: serveTiny({ "/losing.mjs": changed(losing) }) });
  await prepare(page);
  const outcome = await page.evaluate(async () => {
    const pool = kit.createWorkerPool({ ...kit.urls, webgpuUrl: "/losing.mjs", workers: 1 });
    const picture = { data: new Uint8ClampedArray(4800).fill(90), width: 40, height: 40 };
    const load = () => kit.loadClassifier("/tiny", { pool, device: "webgpu" });
    const classifier = await load();
    const codes = [await kit.codeOf(classifier.classify(picture)), await kit.codeOf(classifier.classify(picture))];
    await classifier.dispose();
    const again = await load();
    return [...codes, await kit.codeOf(again.classify(picture))];
  });
  expect(outcome).toEqual(["no error", "webgpu-lost", "no error"]);
});
