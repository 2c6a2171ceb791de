import { expect, type Page } from "@playwright/test";
import { readVectors } from "../../../tooling/golden/read-vectors.ts";
import { loadGenerator } from "../dist/node.js";
import { prepare } from "./kit.ts";
import { test } from "./page.ts";
import { content, type Intercept } from "./serve-packages.ts";

const reference = readVectors<{ logits: number[] }>("classify-chelsea");
const GRAPH = "/models/classifier/onnx/model.onnx";

// biome-ignore lint/suspicious/noExplicitAny: what prepare() puts there, the page alone knows
declare const kit: any;

for (const isolated of [false, true]) {
  test(`classifies as in Node, ${isolated ? "with" : "without"} threads`, async ({ page, open }) => {
    await open({ isolated });
    await prepare(page);
    const answer = await page.evaluate(async () => {
      const classifier = await kit.loadClassifier("/models/classifier", { pool: kit.pool });
      const picture = await kit.decodeImage(await kit.fetched("/fixtures/chelsea.png"));
      const { predictions, logits } = await classifier.classify(picture);
      const kept = picture.data.length;
      await classifier.dispose();
      return {
        predictions,
        logits: Array.from(logits as Float32Array),
        runtime: classifier.runtime,
        kept,
        crossOriginIsolated,
        shared: typeof SharedArrayBuffer,
      };
    });
    expect(answer.crossOriginIsolated).toBe(isolated);
    expect(answer.shared).toBe(isolated ? "function" : "undefined");
    expect(answer.runtime).toMatch(/^onnxruntime-web .* \(wasm\)$/);
    expect(answer.logits).toHaveLength(13);
    for (const [id, logit] of answer.logits.entries())
      expect(Math.abs(logit - reference.logits[id])).toBeLessThan(1e-4);
    expect(answer.predictions[0].label).toBe("Egyptian Mau");
    expect(answer.kept).toBe(451 * 300 * 3);
  });
}

test("draws the picture that Node draws, within 2 of 255", async ({ page, open }) => {
  await open();
  await prepare(page);
  const there = await page.evaluate(async () => {
    const generator = await kit.loadGenerator("/models/generator/tiny-cats.json", { pool: kit.pool });
    for await (const { image, settings } of generator.draw(["Siamese"], { seed: 7, steps: 4 })) {
      return { pixels: Array.from(image.data as Uint8ClampedArray), settings };
    }
  });
  const manifest = new URL("../../models/generator/tiny-cats.json", import.meta.url);
  await using generator = await loadGenerator({ manifest, files: {} });
  for await (const { image, settings } of generator.draw(["Siamese"], { seed: 7, steps: 4 })) {
    expect(there?.settings).toEqual(settings);
    const gap = image.data.reduce((most, value, i) => Math.max(most, Math.abs(value - (there?.pixels[i] ?? 999))), 0);
    expect(gap).toBeLessThanOrEqual(2);
  }
});

test("fetches a model once, keeps it, and tells where it comes from", async ({ page, open }) => {
  let requests = 0;
  const count: Intercept = (_, __, path) => {
    if (path === GRAPH) requests++;
    return false;
  };
  await open({ intercept: count });
  await prepare(page);
  const load = (cache: boolean) =>
    page.evaluate(async (cache) => {
      const heard: string[] = [];
      let last = { bytes: 0, total: 0 };
      const onProgress = (progress: { from: string; bytes: number; total: number }) => {
        if (heard.at(-1) !== progress.from) heard.push(progress.from);
        last = progress;
      };
      const classifier = await kit.loadClassifier("/models/classifier", { pool: kit.pool, onProgress, cache });
      await classifier.dispose();
      return { heard, whole: last.bytes === last.total && last.total > 8e6 };
    }, cache);
  expect(await load(true)).toEqual({ heard: ["network"], whole: true });
  expect(await load(true)).toEqual({ heard: ["cache"], whole: true });
  expect(await load(false)).toEqual({ heard: ["network"], whole: true });
  expect(requests).toBe(2);
});

test("two tabs that ask at once fetch it once", async ({ page, open, context }) => {
  let requests = 0;
  const url = await open({
    intercept: (_, __, path) => {
      if (path === GRAPH) requests++;
      return false;
    },
  });
  const second = await context.newPage();
  await second.goto(url);
  const load = async (tab: Page) => {
    await prepare(tab);
    return tab.evaluate(async () => (await kit.loadClassifier("/models/classifier", { pool: kit.pool })).labels.length);
  };
  expect(await Promise.all([load(page), load(second)])).toEqual([13, 13]);
  expect(requests).toBe(1);
});

test("goes on with a download that was cut, where the server knows ranges", async ({ page, open }) => {
  const bytes = (await content(GRAPH))!;
  const ranges: (string | undefined)[] = [];
  await open({
    intercept: (request, response, path) => {
      if (path !== GRAPH) return false;
      ranges.push(request.headers.range);
      const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
      response.writeHead(start > 0 ? 206 : 200, { "Content-Length": bytes.length - start });
      if (start > 0) response.end(bytes.subarray(start));
      else response.write(bytes.subarray(0, 3_000_000), () => setTimeout(() => response.destroy(), 200));
      return true;
    },
  });
  await prepare(page);
  const load = () => page.evaluate(() => kit.codeOf(kit.loadClassifier("/models/classifier", { pool: kit.pool })));
  expect(await load()).toBe("download-failed");
  expect(await load()).toBe("no error");
  expect(ranges[0]).toBeUndefined();
  expect(ranges[1]).toMatch(/^bytes=[1-9]\d*-$/);
});

test("stops a download when its signal fires", async ({ page, open }) => {
  const bytes = (await content(GRAPH))!;
  await open({
    intercept: (_, response, path) => {
      if (path !== GRAPH) return false;
      response.writeHead(200, { "Content-Length": bytes.length });
      response.write(bytes.subarray(0, 100_000));
      return true;
    },
  });
  await prepare(page);
  const reason = await page.evaluate(async () => {
    const controller = new AbortController();
    const onProgress = () => controller.abort("changed my mind");
    return kit.codeOf(
      kit.loadClassifier("/models/classifier", { pool: kit.pool, onProgress, signal: controller.signal }),
    );
  });
  expect(reason).toBe("changed my mind");
});

for (const [what, change, code] of [
  ["one bit changed", (bytes: Uint8Array) => bytes.with(5_000_000, bytes[5_000_000] ^ 1), "hash-mismatch"],
  ["half of it", (bytes: Uint8Array) => bytes.subarray(0, 4_000_000), "download-failed"],
  ["more than it", (bytes: Uint8Array) => Buffer.concat([bytes, bytes]), "download-failed"],
] as const) {
  test(`refuses a graph with ${what}, and keeps nothing of it`, async ({ page, open }) => {
    const changed = change((await content(GRAPH))!);
    await open({
      intercept: (_, response, path) => {
        if (path !== GRAPH) return false;
        response.end(changed);
        return true;
      },
    });
    await prepare(page);
    const load = () => page.evaluate(() => kit.codeOf(kit.loadClassifier("/models/classifier", { pool: kit.pool })));
    expect(await load()).toBe(code);
    const kept = await page.evaluate(async () => (await (await caches.open("tiny-cats-models")).keys()).length);
    expect(kept).toBe(0);
  });
}

test("loads without a store: full, or forbidden", async ({ page, open }) => {
  await open();
  await prepare(page);
  const outcomes = await page.evaluate(async () => {
    const load = () => kit.codeOf(kit.loadClassifier("/models/classifier", { pool: kit.pool }));
    Cache.prototype.put = () => Promise.reject(new DOMException("no room", "QuotaExceededError"));
    const full = await load();
    CacheStorage.prototype.open = () => Promise.reject(new DOMException("no", "SecurityError"));
    return [full, await load()];
  });
  expect(outcomes).toEqual(["no error", "no error"]);
});

test("what is missing or none of ours gets a typed error", async ({ page, open }) => {
  await open();
  await prepare(page);
  const codes = await page.evaluate(async () => {
    const { pool, codeOf, loadClassifier, loadGenerator, decodeImage, createWorkerPool } = kit;
    const lost = createWorkerPool({ runtimeUrl: "/nowhere.mjs" });
    const noWorker = createWorkerPool({ worker: () => new Worker("/nowhere.js", { type: "module" }) });
    return {
      nowhere: await codeOf(loadClassifier("/nowhere", { pool })),
      notJson: await codeOf(loadClassifier("/core/index.js.map/tiny-cats.json", { pool })),
      wrongTask: await codeOf(loadClassifier("/models/generator", { pool })),
      wrongTaskToo: await codeOf(loadGenerator("/models/classifier", { pool })),
      noRuntime: await codeOf(loadClassifier("/models/classifier", { pool: lost })),
      noWorker: await codeOf(loadClassifier("/models/classifier", { pool: noWorker })),
      text: await codeOf(decodeImage(new Blob(["not a picture"]))),
      empty: await codeOf(decodeImage(new Blob([]))),
      tooLarge: await codeOf(decodeImage(await kit.fetched("/vectors/pictures/rgb.jpg"), { maxPixels: 10 })),
      aborted: await codeOf(decodeImage(new Blob([]), { signal: AbortSignal.abort("enough") })),
    };
  });
  expect(codes).toEqual({
    nowhere: "no-manifest",
    notJson: "no-manifest",
    wrongTask: "wrong-model",
    wrongTaskToo: "wrong-model",
    noRuntime: "no-runtime",
    noWorker: "worker-crashed",
    text: "not-a-picture",
    empty: "not-a-picture",
    tooLarge: "picture-too-large",
    aborted: "enough",
  });
});

test("a worker killed at work is a typed error, and the next load starts another", async ({ page, open }) => {
  await open();
  await prepare(page);
  const outcome = await page.evaluate(async () => {
    const workers: Worker[] = [];
    const worker = () => {
      workers.push(new Worker("/core/web-worker.js", { type: "module" }));
      return workers[workers.length - 1];
    };
    const pool = kit.createWorkerPool({ worker, runtimeUrl: "/ort/ort.wasm.bundle.min.mjs", workers: 1 });
    const classifier = await kit.loadClassifier("/models/classifier", { pool });
    const picture = await kit.decodeImage(await kit.fetched("/fixtures/chelsea.png"));
    const running = kit.codeOf(classifier.classify(picture));
    workers[0].dispatchEvent(new ErrorEvent("error", { message: "out of memory" }));
    const again = await kit.loadClassifier("/models/classifier", { pool });
    const { predictions } = await again.classify(picture);
    await pool.dispose();
    return {
      running: await running,
      after: await kit.codeOf(again.classify(picture)),
      label: predictions[0].label,
      workers: workers.length,
    };
  });
  expect(outcome).toEqual({ running: "worker-crashed", after: "worker-crashed", label: "Egyptian Mau", workers: 2 });
});
