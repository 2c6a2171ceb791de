import { expect } from "@playwright/test";
import { prepare } from "./kit.ts";
import { test } from "./page.ts";
import { serveTiny } from "./tiny.ts";

// biome-ignore lint/suspicious/noExplicitAny: what prepare() puts there, the page alone knows
declare const kit: any;

const GRAPH = "/models/classifier/onnx/model.onnx";

/** The real runtime, whose runs throw away the worker after 50 ms, or never end. */
const runtimeWhose = (run: string) => `
import * as ort from "/ort/ort.wasm.bundle.min.mjs";
export * from "/ort/ort.wasm.bundle.min.mjs";
export const InferenceSession = {
  async create(bytes, options) {
    const { inputNames, outputNames, inputMetadata, outputMetadata } = await ort.InferenceSession.create(bytes, options);
    return { inputNames, outputNames, inputMetadata, outputMetadata, release: async () => undefined, run() { ${run} } };
  },
};`;

const scripts = {
  "/failing.mjs": runtimeWhose(`
    setTimeout(() => { throw new Error("memory access out of bounds"); }, 50);
    return new Promise(() => undefined);`),
  "/endless.mjs": runtimeWhose(`
    postMessage({ begun: true });
    return new Promise(() => undefined);`),
};

test("a worker that fails in the middle of a run takes what waits with it, and the next load starts another", async ({
  page,
  open,
}) => {
  await open({ intercept: serveTiny(scripts) });
  await prepare(page);
  const outcome = await page.evaluate(async () => {
    const { codeOf, createWorkerPool, loadClassifier } = kit;
    let started = 0;
    const worker = () => {
      started++;
      return new Worker("/core/web-worker.js", { type: "module" });
    };
    const pool = createWorkerPool({ runtimeUrl: "/failing.mjs", workers: 1, worker });
    const picture = () => ({ data: new Uint8ClampedArray(4800), width: 40, height: 40 });
    const classifier = await loadClassifier("/tiny", { pool });
    const codes = await Promise.all([1, 2, 3].map(() => codeOf(classifier.classify(picture()))));
    const again = await loadClassifier("/tiny", { pool });
    await classifier.dispose();
    return { codes, started, labels: again.labels.length };
  });
  expect(outcome).toEqual({ codes: Array(3).fill("worker-crashed"), started: 2, labels: 13 });
});

test("a pool disposed of in the middle of a run ends it", async ({ page, open }) => {
  await open({ intercept: serveTiny(scripts) });
  await prepare(page);
  const code = await page.evaluate(async () => {
    let begun = () => {};
    const running = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const worker = () => {
      const worker = new Worker("/core/web-worker.js", { type: "module" });
      // What the runtime above posts from within its run is no answer, and is kept from the pool.
      worker.addEventListener("message", (event) => {
        if (!event.data.begun) return;
        event.stopImmediatePropagation();
        begun();
      });
      return worker;
    };
    const pool = kit.createWorkerPool({ runtimeUrl: "/endless.mjs", workers: 1, worker });
    const classifier = await kit.loadClassifier("/tiny", { pool });
    const outcome = kit.codeOf(classifier.classify({ data: new Uint8ClampedArray(4800), width: 40, height: 40 }));
    await running;
    await pool.dispose();
    return outcome;
  });
  expect(code).toBe("worker-crashed");
});

test("runs in an isolated page whose workers have no SharedArrayBuffer", async ({ page, open }) => {
  const worker = 'import "/hide.mjs"; import "/core/web-worker.js";';
  const hide = "delete globalThis.SharedArrayBuffer; export {};";
  await open({ isolated: true, intercept: serveTiny({ "/worker.mjs": worker, "/hide.mjs": hide }) });
  await prepare(page);
  const label = await page.evaluate(async () => {
    const pool = kit.createWorkerPool({ ...kit.urls, worker: () => new Worker("/worker.mjs", { type: "module" }) });
    const classifier = await kit.loadClassifier("/models/classifier", { pool });
    return (await classifier.classify(await kit.decodeImage(await kit.fetched("/fixtures/chelsea.png")))).predictions[0]
      .label;
  });
  expect(label).toBe("Egyptian Mau");
});

test("loads where the browser's store is full, and keeps nothing", async ({ page, open, context }) => {
  let requests = 0;
  const origin = await open({
    intercept: (_, __, path) => {
      if (path === GRAPH) requests++;
      return false;
    },
  });
  await prepare(page);
  const devtools = await context.newCDPSession(page);
  await devtools.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 4_000_000 });
  const load = () =>
    page.evaluate(async () => {
      const code = await kit.codeOf(kit.loadClassifier("/models/classifier", { pool: kit.pool }));
      return { code, kept: (await (await caches.open("tiny-cats-models")).keys()).length };
    });
  expect(await load()).toEqual({ code: "no error", kept: 0 });
  expect(await load()).toEqual({ code: "no error", kept: 0 });
  expect(requests).toBe(2);
});

test("what was kept and has changed since is fetched anew", async ({ page, open }) => {
  let requests = 0;
  await open({
    intercept: (_, __, path) => {
      if (path === GRAPH) requests++;
      return false;
    },
  });
  await prepare(page);
  const codes = await page.evaluate(async () => {
    const load = () => kit.codeOf(kit.loadClassifier("/models/classifier", { pool: kit.pool }));
    const first = await load();
    const cache = await caches.open("tiny-cats-models");
    const [key] = await cache.keys();
    const bytes = new Uint8Array(await (await cache.match(key))!.arrayBuffer());
    bytes[5_000_000] ^= 1;
    await cache.put(key, new Response(bytes));
    return [first, await load(), await load()];
  });
  expect(codes).toEqual(["no error", "no error", "no error"]);
  expect(requests).toBe(2);
});
