import { readFile } from "node:fs/promises";
import type { Browser, CDPSession, Page } from "@playwright/test";
import { renderers } from "../renderers.ts";

/** Pictures between two looks. */
export const EVERY = 5;
/** Pictures in all. */
const PICTURES = 50;

/** The memory of a page after so many pictures, or once it was cleared. */
export interface MemoryLook {
  pictures: string;
  /** Bytes of the page's own heap after a collection, without its workers'. */
  heap: number;
  /** Bytes that the process of page and workers has for itself; undefined but on Linux. */
  process: number | undefined;
}

/** Looks at a page's memory after every fifth of 50 pictures, which `work` makes, told how many there were, and once more when it was `cleared`. */
export async function measureMemory(
  browser: Browser,
  address: string,
  work: (page: Page, before: number) => Promise<void>,
  cleared: (page: Page) => Promise<void>,
): Promise<MemoryLook[]> {
  const others = await renderers(browser);
  await using context = await browser.newContext();
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await page.goto(address);
  const look = async (pictures: string): Promise<MemoryLook> => {
    // What was just done is put away first, and garbage with it, the workers' too.
    await devtools.send("Memory.simulatePressureNotification", { level: "critical" });
    await page.waitForTimeout(500);
    const own = (await renderers(browser)).filter((pid) => !others.includes(pid));
    const heap = await heapBytes(devtools);
    return { pictures, heap, process: Math.max(...(await Promise.all(own.map(privateBytes)))) || undefined };
  };
  const looks: MemoryLook[] = [];
  for (let before = 0; before < PICTURES; before += EVERY) {
    await work(page, before);
    looks.push(await look(`${before + EVERY}`));
  }
  await cleared(page);
  looks.push(await look("cleared"));
  return looks;
}

async function heapBytes(devtools: CDPSession): Promise<number> {
  await devtools.send("HeapProfiler.collectGarbage");
  return (await devtools.send("Runtime.getHeapUsage")).usedSize;
}

async function privateBytes(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => "");
  const kilobytes = [...text.matchAll(/^Private_(?:Clean|Dirty):\s+(\d+) kB$/gm)].map(([, amount]) => Number(amount));
  return kilobytes.reduce((sum, amount) => sum + amount, 0) * 1024;
}
