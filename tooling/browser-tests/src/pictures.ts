// Prints how pictures of every format differ between Node and Chromium: pixels, the classifier's tensors, and its logits.
import { chromium } from "@playwright/test";
import { chromium as chromiumOptions } from "../../../configs/playwright.ts";
import { servePackages } from "../../../packages/core/e2e/serve-packages.ts";
import { comparePictures } from "./compare-pictures.ts";
import { makePictures } from "./make-pictures.ts";

await using server = await servePackages();
await using browser = await chromium.launch(chromiumOptions());
const page = await browser.newPage();
await page.goto(server.url);
const small = (gap: number) => (gap === 0 ? "0" : gap < 0.001 ? gap.toExponential(1) : gap.toPrecision(2));
console.log(`Chromium ${browser.version()}, Node ${process.versions.node}\n`);
console.log("| picture | largest gap of a pixel | mean gap | gap in the tensor | gap of a logit | same top-1 |");
console.log("|---|---|---|---|---|---|");
for (const { name, pixels, tensor, logits, top1 } of await comparePictures(page, await makePictures())) {
  const same = top1.node === top1.browser ? "yes" : `no: ${top1.node}, ${top1.browser}`;
  console.log(
    `| ${name} | ${pixels.largest} | ${small(pixels.mean)} | ${small(tensor)} | ${small(logits)} | ${same} |`,
  );
}
