// Memory over 50 cycles of loading both models, running them once and disposing of them, in Node and in Chromium.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";
import { chromium as chromiumOptions } from "../../../configs/playwright.ts";
import { servePackages } from "../../../packages/core/e2e/serve-packages.ts";
import { contestantFile } from "./contestant-file.ts";
import { EVERY } from "./memory-cycles.ts";
import { memoryInPage } from "./memory-in-page.ts";
import { provenance } from "./provenance.ts";
import { table } from "./table.ts";

const { stdout, stderr, status } = spawnSync(process.execPath, ["--expose-gc", contestantFile("memory-node.ts")], {
  encoding: "utf8",
  maxBuffer: 1e8,
});
if (status !== 0) throw new Error(`the cycles in Node failed: ${stderr}`);

/** By what is measured; nothing where there is no Chromium. */
async function inChromium(): Promise<{ version: string; samples: Record<string, number[]> } | undefined> {
  const options = chromiumOptions("--js-flags=--expose-gc");
  if (!existsSync(options.executablePath)) return undefined;
  await using server = await servePackages();
  await using browser = await chromium.launch(options);
  return { version: `Chromium ${browser.version()}`, samples: await memoryInPage(browser, server.url) };
}

const seen = await inChromium();
if (!seen) console.log("Skipped: there is no Chromium where CHROMIUM_PATH says, nor at /usr/bin/chromium.\n");
const columns: [string, number[]][] = [["Node", JSON.parse(stdout)], ...Object.entries(seen?.samples ?? {})];
const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
const rows = columns[0][1].map((_, i) => [`${i * EVERY || 1}`, ...columns.map(([, samples]) => megabytes(samples[i]))]);
console.log(`${provenance(...(seen ? [seen.version] : []))}\n`);
console.log(table(["after cycle", ...columns.map(([name]) => name)], rows));
