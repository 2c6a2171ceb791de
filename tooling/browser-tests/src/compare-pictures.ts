import type { Page } from "@playwright/test";
import { type Classifier, preprocess } from "@tiny-cats/core";
import { decodeImage, loadClassifier } from "@tiny-cats/core/node";
import { classifier as model } from "@tiny-cats/models";
import { prepare } from "../../../packages/core/e2e/kit.ts";

/** How a browser's answer on one picture differs from Node's. */
export interface Comparison {
  name: string;
  width: number;
  height: number;
  /** Of 255: the largest gap of a channel, and the mean of all. */
  pixels: { largest: number; mean: number };
  /** Largest gap between the tensors that the classifier is given, and between its logits. */
  tensor: number;
  logits: number;
  top1: { node: string; browser: string };
}

interface Seen {
  width: number;
  height: number;
  pixels: string;
  tensor: string;
  logits: string;
  label: string;
}

// biome-ignore lint/suspicious/noExplicitAny: what prepare() puts there, the page alone knows
declare const kit: any;

/** Decodes and classifies pictures in Node and in a page that servePackages() serves, with the embedded classifier. */
export async function comparePictures(page: Page, pictures: Record<string, Uint8Array>): Promise<Comparison[]> {
  await using classifier = await loadClassifier(model);
  await prepare(page);
  await page.evaluate(async () => {
    kit.classifier = await kit.loadClassifier("/models/classifier", { pool: kit.pool });
  });
  const comparisons: Comparison[] = [];
  for (const [name, bytes] of Object.entries(pictures)) {
    const browser = await seenInPage(page, bytes);
    comparisons.push(compare(name, await seenInNode(classifier, bytes), browser));
  }
  return comparisons;
}

async function seenInNode(classifier: Classifier, bytes: Uint8Array): Promise<Seen> {
  const image = await decodeImage(bytes);
  const { width, height } = image;
  const tensor = preprocess(image, classifier.manifest.preprocessing);
  const pixels = base64(image.data);
  const { logits, predictions } = await classifier.classify(image);
  return { width, height, pixels, tensor: base64(tensor), logits: base64(logits), label: predictions[0].label };
}

async function seenInPage(page: Page, bytes: Uint8Array): Promise<Seen> {
  return page.evaluate(async (file) => {
    const base64 = async ({ buffer }: { buffer: ArrayBuffer }) => {
      const reader = new FileReader();
      const read = new Promise((resolve) => reader.addEventListener("load", resolve));
      reader.readAsDataURL(new Blob([buffer]));
      await read;
      return (reader.result as string).split(",")[1];
    };
    const image = await kit.decodeImage(await (await fetch(`data:;base64,${file}`)).blob());
    const tensor = kit.preprocess(image, kit.classifier.manifest.preprocessing);
    const { logits, predictions } = await kit.classifier.classify(image);
    return {
      width: image.width,
      height: image.height,
      pixels: await base64(image.data),
      tensor: await base64(tensor),
      logits: await base64(logits),
      label: predictions[0].label,
    };
  }, base64(bytes));
}

function base64({ buffer, byteOffset, byteLength }: Uint8Array | Uint8ClampedArray | Float32Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString("base64");
}

function compare(name: string, node: Seen, browser: Seen): Comparison {
  const { width, height } = browser;
  if (width !== node.width || height !== node.height)
    throw new Error(`${name} is ${width}x${height} in the browser and ${node.width}x${node.height} in Node`);
  const pixels = gaps(bytes(node.pixels), bytes(browser.pixels));
  const tensor = gaps(floats(node.tensor), floats(browser.tensor)).largest;
  const logits = gaps(floats(node.logits), floats(browser.logits)).largest;
  return { name, width, height, pixels, tensor, logits, top1: { node: node.label, browser: browser.label } };
}

function bytes(base64: string): Uint8Array {
  return Uint8Array.from(Buffer.from(base64, "base64"));
}

function floats(base64: string): Float32Array {
  return new Float32Array(bytes(base64).buffer);
}

function gaps(a: Uint8Array | Float32Array, b: Uint8Array | Float32Array): { largest: number; mean: number } {
  if (a.length !== b.length || a.length === 0)
    throw new Error(`${a.length} numbers can't be compared with ${b.length}`);
  let [largest, sum] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    const gap = Math.abs(a[i] - b[i]);
    largest = Math.max(largest, gap);
    sum += gap;
  }
  return { largest, mean: sum / a.length };
}
