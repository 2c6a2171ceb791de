import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { texts } from "../src/texts.ts";
import { card, catPercent } from "./classify/pictures.ts";
import { expect, offlineReady, test } from "./kit.ts";

const dist = join(import.meta.dirname, "..", "dist");
const MOST_SCRIPT = 110_000;

async function gzipped(paths: readonly string[]): Promise<number> {
  const files = await Promise.all(paths.map((path) => readFile(join(dist, path))));
  return files.reduce((sum, file) => sum + gzipSync(file, { level: 9 }).length, 0);
}

test("the first paint asks for little, and for no byte of a model or a runtime", async ({ page, site }) => {
  // Without the service worker, whose own requests come after.
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "serviceWorker", { value: undefined });
  });
  await page.goto(site.url.href, { waitUntil: "networkidle" });
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect(site.requests.filter((path) => /\.onnx$|\.wasm$|ort\./.test(path))).toEqual([]);
  const scripts = site.requests.filter((path) => path.endsWith(".js"));
  expect(await gzipped(scripts)).toBeLessThan(30_000);
  const pictures = site.requests.filter((path) => path.startsWith("/pictures/"));
  // The page, its styles, scripts and two fonts; the icon and manifest, which the browser may ask for.
  expect(site.requests.length - pictures.length).toBeLessThanOrEqual(11);
  expect(pictures).toHaveLength(12);
});

test("scripts until the first class is known are within 110 kB, gzipped", async ({ page, site }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "serviceWorker", { value: undefined });
  });
  await page.goto(new URL("classify/", site.url).href);
  const { chelsea } = texts.classify.samples;
  await page.getByRole("button", { name: chelsea.label }).click();
  expect(await catPercent(card(page, chelsea.name))).toBeGreaterThan(90);
  const scripts = new Set(site.requests.filter((path) => /\.m?js$/.test(path)));
  expect([...scripts].some((path) => path.includes("ort.wasm"))).toBe(true);
  const bytes = await gzipped([...scripts]);
  test.info().annotations.push({ type: "script bytes, gzipped", description: String(bytes) });
  expect(bytes).toBeLessThan(MOST_SCRIPT);
});

test("the service worker fetches no model and no runtime by itself", async ({ page, site }) => {
  await page.goto(site.url.href);
  await offlineReady(page);
  expect(site.requests.filter((path) => /\.onnx$|\.wasm$/.test(path))).toEqual([]);
  expect(await gzipped(["service-worker.js"])).toBeLessThan(5000);
});
