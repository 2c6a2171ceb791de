import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { classifierManifest, modelFolder } from "../../test/tiny-models.ts";
import type { Classifier } from "../classifier.ts";
import { createWorkerPool } from "./create-worker-pool.ts";
import { decodeImage } from "./decode.ts";
import { loadClassifier } from "./load-classifier.ts";
import type { Picture } from "./picture.ts";

const model = modelFolder(classifierManifest());
let classifier: Classifier<Picture>;

beforeAll(async () => {
  classifier = await loadClassifier(model.folder);
});
afterAll(async () => {
  await classifier.dispose();
  model.remove();
});

/** A JPEG of one grey, or of noise around it. */
function jpeg(grey: number, { side = 60, sigma = 0 } = {}): Promise<Buffer> {
  const background = { r: grey, g: grey, b: grey };
  const noise = sigma > 0 ? { type: "gaussian" as const, mean: grey, sigma } : undefined;
  return sharp({ create: { width: side, height: side, channels: 3, background, noise } })
    .jpeg()
    .toBuffer();
}

/** The grey that a picture was classified by: the model's last logit is 12 times the mean. */
const greyOf = ({ logits }: { logits: Float32Array }) => Math.round((logits[12] / 12) * 255);

async function greys(pictures: Iterable<Picture>, options?: Parameters<typeof classifier.classifyAll>[1]) {
  const all: number[] = [];
  for await (const classification of classifier.classifyAll(pictures, options)) all.push(greyOf(classification));
  return all;
}

describe("a picture as a file", () => {
  test("is classified as its pixels are, given as bytes, a path or a URL", async () => {
    const bytes = await jpeg(120, { side: 97, sigma: 30 });
    const path = join(temporaryFolder(), "noise.jpg");
    writeFileSync(path, bytes);
    const expected = (await classifier.classify(await decodeImage(bytes))).logits;
    for (const picture of [bytes, new Uint8Array(bytes), path, pathToFileURL(path)])
      expect((await classifier.classify(picture)).logits).toEqual(expected);
  });

  test("stays the caller's, and a view on a larger buffer is that view", async () => {
    const bytes = await jpeg(90);
    const larger = new Uint8Array(bytes.length + 200).fill(1);
    larger.set(bytes, 100);
    expect(greyOf(await classifier.classify(larger.subarray(100, 100 + bytes.length)))).toBe(90);
    expect(larger.buffer.byteLength).toBe(bytes.length + 200);
    expect(larger[100]).toBe(bytes[0]);
  });

  test.each([
    ["a text", () => Buffer.from("no picture"), "not-a-picture"],
    ["an empty file", () => new Uint8Array(), "not-a-picture"],
    ["half a JPEG", async () => half(await jpeg(120, { side: 200, sigma: 40 })), "corrupt-picture"],
    ["a missing file", () => join(temporaryFolder(), "none.jpg"), "file-not-found"],
    ["a folder", temporaryFolder, "not-a-file"],
  ])("%s is refused with a remedy", async (_, picture, code) => {
    await expect(classifier.classify(await picture())).rejects.toMatchObject({ code, remedy: expect.any(String) });
    expect(greyOf(await classifier.classify(await jpeg(10)))).toBe(10);
  });

  test("may have no more pixels than was allowed when loading", async () => {
    await using careful = await loadClassifier(model.folder, { maxPixels: 60 * 60 - 1 });
    await expect(careful.classify(await jpeg(10))).rejects.toMatchObject({
      code: "picture-too-large",
      value: { width: 60, height: 60 },
    });
    expect(greyOf(await careful.classify(await jpeg(10, { side: 59 })))).toBe(10);
  });

  test("under way is given up when its signal fires", async () => {
    const controller = new AbortController();
    const large = await jpeg(50, { side: 1500 });
    const running = classifier.classify(large, { signal: controller.signal });
    setImmediate(() => controller.abort(new Error("enough")));
    await expect(running).rejects.toThrow("enough");
    expect(greyOf(await classifier.classify(await jpeg(20)))).toBe(20);
  });
});

describe("a stream of files", () => {
  test("keeps its order, however long each takes to decode", async () => {
    const pictures = await Promise.all(
      Array.from({ length: 13 }, (_, i) => jpeg(10 * i, { side: i % 3 === 0 ? 700 : 40 })),
    );
    for (const batchSize of [1, 4, 32]) {
      expect(await greys(pictures, { batchSize })).toEqual(pictures.map((_, i) => 10 * i));
    }
  });

  test("with damaged ones among them tells of those in their turn and goes on", async () => {
    const good = await jpeg(40);
    const bad = half(await jpeg(120, { side: 200, sigma: 40 }));
    const pictures = [bad, good, good, join(temporaryFolder(), "none.jpg"), bad, good, bad];
    for (const batchSize of [1, 2, 8]) {
      const told: [number, unknown][] = [];
      const onUnreadable = (error: unknown, place: number) => told.push([place, (error as { code: string }).code]);
      expect(await greys(pictures, { batchSize, onUnreadable })).toEqual([40, 40, 40]);
      expect(told).toEqual([
        [0, "corrupt-picture"],
        [3, "file-not-found"],
        [4, "corrupt-picture"],
        [6, "corrupt-picture"],
      ]);
    }
  });

  test("ends at a damaged one when nobody is told of it, after those before it", async () => {
    const good = await jpeg(40);
    const answers = classifier.classifyAll([good, good, Buffer.from("no picture"), good]);
    expect(greyOf((await answers.next()).value!)).toBe(40);
    expect(greyOf((await answers.next()).value!)).toBe(40);
    await expect(answers.next()).rejects.toMatchObject({ code: "not-a-picture" });
  });

  test("is given up in the middle when its signal fires", async () => {
    const controller = new AbortController();
    const good = await jpeg(40);
    const answers = classifier.classifyAll(Array(40).fill(good), { batchSize: 2, signal: controller.signal });
    await answers.next();
    controller.abort(new Error("enough"));
    await answers.next();
    await expect(answers.next()).rejects.toThrow("enough");
  });

  test("reads no further than a batch ahead", async () => {
    const good = await jpeg(40);
    let taken = 0;
    function* pictures() {
      for (; taken < 40; taken++) yield good;
    }
    let answered = 0;
    for await (const _ of classifier.classifyAll(pictures(), { batchSize: 4 })) {
      expect(taken - answered).toBeLessThanOrEqual(8);
      answered++;
    }
    expect(answered).toBe(40);
  });
});

describe("a thread that ends", () => {
  test("while it decodes gives a typed error to all that wait", async () => {
    const pool = createWorkerPool({ workers: 1 });
    const mine = await loadClassifier(model.folder, { pool });
    const large = await jpeg(50, { side: 2000 });
    const running = Promise.allSettled([1, 2, 3, 4, 5, 6, 7, 8].map(() => mine.classify(large)));
    await pool.dispose();
    for (const answer of await running)
      expect(answer).toMatchObject({ status: "rejected", reason: { code: "worker-crashed" } });
  });

  test("is followed by another one that decodes as well", async () => {
    for (let round = 0; round < 3; round++) {
      await using pool = createWorkerPool({ workers: 1 });
      const mine = await loadClassifier(model.folder, { pool });
      expect(greyOf(await mine.classify(readFileSync(await writtenJpeg(70))))).toBe(70);
    }
  });
});

test("a classifier that is disposed of answers what it was asked before, and nothing after", async () => {
  const mine = await loadClassifier(model.folder);
  const asked = mine.classify(await jpeg(30, { side: 800 }));
  await mine.dispose();
  expect(greyOf(await asked)).toBe(30);
  await expect(mine.classify(await jpeg(30))).rejects.toMatchObject({ code: "session-disposed" });
});

async function writtenJpeg(grey: number): Promise<string> {
  const path = join(temporaryFolder(), `${grey}.jpg`);
  writeFileSync(path, await jpeg(grey));
  return path;
}

function half(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.length >> 1);
}
