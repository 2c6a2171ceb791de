// The built apps/web beside the least page that classifies with transformers.js, in Chromium. Argument: rounds, 7 unless told.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { texts } from "../../../apps/web/src/texts.ts";
import { chromium as chromiumOptions } from "../../../configs/playwright.ts";
import { provenance } from "./provenance.ts";
import { buildPeer } from "./web/build-peer.ts";
import { classifyMore } from "./web/classify-more.ts";
import { contenders } from "./web/contenders.ts";
import { drawMore } from "./web/draw-more.ts";
import { measureMainThread } from "./web/measure-main-thread.ts";
import { EVERY, measureMemory } from "./web/measure-memory.ts";
import { measureScripts } from "./web/measure-scripts.ts";
import { measureVisits } from "./web/measure-visits.ts";
import { reportHeldUp, reportMemory, reportVisits } from "./web/report.ts";
import { serveSite } from "./web/serve-site.ts";

const ROUNDS = Number(process.argv[2] ?? 7);
const SLOW_ROUNDS = Math.min(ROUNDS, 3);
const SLOW_LINE = { bitsPerSecond: 10e6, delayMs: 40 };
const MORE_CLASSIFIED = 10;

const options = chromiumOptions();
const dist = join(import.meta.dirname, "..", "..", "..", "apps", "web", "dist");
if (!existsSync(options.executablePath)) {
  console.log("Skipped: there is no Chromium where CHROMIUM_PATH says, nor at /usr/bin/chromium.");
  process.exit();
}
await using peer = await buildPeer(join(dist, "_headers"));
await using ourSite = await serveSite(dist);
await using peerSite = await serveSite(peer.path);
const { classify, draw, other } = await contenders(ourSite, peerSite);
await using browser = await chromium.launch(options);

const transformers = join(import.meta.dirname, "..", "node_modules", "@huggingface", "transformers", "package.json");
const { version } = JSON.parse(readFileSync(transformers, "utf8"));
const versions = [`Chromium ${browser.version()}`, `transformers.js ${version}`];
console.log(`${provenance(...versions)}; \`pnpm --filter @tiny-cats/benches web\`\n`);

const scripts = [await measureScripts(classify, options), await measureScripts(other, options)];
const fast = await measureVisits([classify, draw, other], options, { rounds: ROUNDS });
const slow = await measureVisits([classify, other], options, { rounds: SLOW_ROUNDS, line: SLOW_LINE });
console.log(reportVisits({ classify, draw, other, scripts, fast, slow }));

const heldUp = {
  "apps/web, classifying": await measureMainThread(classify, options, (page) => classifyMore(page, 1, MORE_CLASSIFIED)),
  "apps/web, drawing 4": await measureMainThread({ ...draw, address: `${draw.address}?count=4` }, options, drawMore),
  "transformers.js, classifying": await measureMainThread(other, options, async (page) => {
    await page.evaluate((count) => {
      const input = document.querySelector<HTMLInputElement>("input")!;
      const [file] = input.files!;
      const data = new DataTransfer();
      for (let i = 0; i < count; i++) data.items.add(file);
      input.files = data.files;
      input.dispatchEvent(new Event("change"));
    }, MORE_CLASSIFIED);
    await page.locator("ol[data-phase=done]").waitFor();
  }),
};
console.log(`\n${reportHeldUp(heldUp)}`);

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const memory = {
  classified: await measureMemory(
    browser,
    classify.address,
    (page, before) => classifyMore(page, before, EVERY),
    (page) => press(page, texts.classify.list.clear),
  ),
  drawn: await measureMemory(browser, `${draw.address}?count=${EVERY}&steps=4&solver=euler`, drawMore, async (page) => {
    await press(page, texts.draw.history.clear);
    await press(page, texts.draw.history.yes);
  }),
};
console.log(`\n${reportMemory(memory)}`);
