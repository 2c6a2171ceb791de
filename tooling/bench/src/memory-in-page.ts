import { readFile } from "node:fs/promises";
import type { Browser } from "@playwright/test";
import { prepare } from "../../../packages/core/e2e/kit.ts";
import { memoryOver } from "./memory-cycles.ts";
import { renderers } from "./renderers.ts";

// biome-ignore lint/suspicious/noExplicitAny: what prepare() puts there, the page alone knows
declare const kit: any;

/**
 * The resident memory of a page's process over cycles of both models, in a pool that is kept, and in a new one for each cycle.
 * Reads /proc, and so needs Linux.
 */
export async function memoryInPage(browser: Browser, url: string): Promise<Record<string, number[]>> {
  return {
    "Chromium, workers kept": await measure(browser, url, async () => {
      await kit.use(kit.pool);
    }),
    "Chromium, new workers each time": await measure(browser, url, async () => {
      const pool = kit.createWorkerPool(kit.urls);
      await kit.use(pool);
      await pool.dispose();
    }),
  };
}

async function measure(browser: Browser, url: string, cycle: () => Promise<void>): Promise<number[]> {
  const before = await renderers(browser);
  await using context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  await prepare(page);
  await page.evaluate(async () => {
    const picture = await kit.decodeImage(await kit.fetched("/fixtures/chelsea.png"));
    kit.use = async (pool: unknown) => {
      const classifier = await kit.loadClassifier("/models/classifier", { pool });
      const generator = await kit.loadGenerator("/models/generator", { pool });
      await classifier.classify(picture);
      for await (const _ of generator.draw(["Siamese"], { seed: 7, steps: 2 }));
      await classifier.dispose();
      await generator.dispose();
    };
  });
  // The page lives in the process that was not there before.
  const own = (await renderers(browser)).filter((pid) => !before.includes(pid));
  const look = async () => {
    await page.evaluate(async () => {
      (globalThis as { gc?: () => void }).gc?.();
      await new Promise((resolve) => setTimeout(resolve, 500));
    });
    return Math.max(...(await Promise.all(own.map(residentBytes))));
  };
  return await memoryOver(() => page.evaluate(cycle), look);
}

async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
}
