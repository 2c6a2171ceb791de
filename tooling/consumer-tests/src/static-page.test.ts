import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { expect, inject, test } from "vitest";
import { serveFolder } from "../../../apps/cli/src/commands/web/server/serve-folder.ts";
import { chromium as chromiumOptions } from "../../../configs/playwright.ts";
import { examples } from "./examples.ts";

// SwiftShader stands in for the GPU.
const options = chromiumOptions("--enable-unsafe-webgpu");

/** Where the lowest runtime for browsers that is supported is installed: the page must run with that one too. */
const folder = inject("lowest")["onnxruntime-web"];

// A run on SwiftShader takes its time.
const DEADLINE = { timeout: 100_000 };

test("core's page without a bundler classifies a photo, from a folder made as the README says", async ({ skip }) => {
  if (!existsSync(options.executablePath)) return skip("there is no Chromium");
  const copying = examples("packages/core", "sh").filter((code) => code.includes("site/"));
  const pages = examples("packages/core", "html");
  expect([copying.length, pages.length]).toEqual([1, 1]);
  const site = join(folder, "site");
  execFileSync("sh", ["-euc", copying[0]], { cwd: folder });
  writeFileSync(join(site, "index.html"), pages[0]);
  await using server = await serveFolder(site);
  await using browser = await chromium.launch(options);
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on("pageerror", ({ message }) => errors.push(message));
  await page.goto(server.url.href);
  await page.locator("input:enabled").setInputFiles(join(folder, "cat.png"), DEADLINE);
  await page.locator("output:not(:empty)").waitFor(DEADLINE);
  expect(await page.locator("output").textContent()).toBe("Egyptian Mau 0.4191");
  expect(errors).toEqual([]);

  // The same page, asking for WebGPU.
  for (const file of ["ort.jspi.bundle.min.mjs", "ort-wasm-simd-threaded.jspi.wasm"])
    copyFileSync(join(folder, "node_modules", "onnxruntime-web", "dist", file), join(site, "lib", "ort", file));
  const asking = pages[0]
    .replace("createWorkerPool({", 'createWorkerPool({ webgpuUrl: "./lib/ort/ort.jspi.bundle.min.mjs",')
    .replace("{ pool }", '{ pool, device: "webgpu" }')
    .replace("toFixed(4)", "toFixed(3)} ${cats.runtime");
  writeFileSync(join(site, "index.html"), asking);
  await page.reload();
  await page.locator("input:enabled").setInputFiles(join(folder, "cat.png"), DEADLINE);
  await page.locator("output:not(:empty)").waitFor(DEADLINE);
  expect(await page.locator("output").textContent()).toMatch(
    /^Egyptian Mau 0\.419 onnxruntime-web 1\.25\.1 \(webgpu\)$/,
  );
  expect(errors).toEqual([]);
}, 300_000);
