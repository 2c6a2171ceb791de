import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { texts } from "../../src/texts.ts";
import { test, trackWorkers, withoutHub } from "../kit.ts";
import { card, catPercent, chelsea, choose, expect, openClassify, status, stripes, words } from "./pictures.ts";

const GRAPH = "/models/classifier/onnx/model.onnx";
const MANIFEST = "/models/classifier/tiny-cats.json";
const models = join(import.meta.dirname, "..", "..", "..", "..", "packages", "models", "classifier");
const again = { name: texts.loading.again };

// A browser tells of every request that fails.
test.setTimeout(120_000);
test.use({ allowConsole: /Failed to load resource|ERR_/ });

test("a damaged model is refused; the picture waits, and goes on when a whole one is there", async ({ page, site }) => {
  await withoutHub(page, 404);
  const graph = await readFile(join(models, "onnx", "model.onnx"));
  graph[graph.length >> 1] ^= 1;
  site.fault(GRAPH, { body: graph });
  await openClassify(page, site.url, { ready: false });
  await choose(page, [await chelsea()]);
  await expect(status(page)).toHaveAttribute("data-phase", "failed");
  await expect(status(page)).toContainText("is not the file its manifest describes");
  await expect(card(page, "chelsea.png")).toHaveAttribute("data-phase", "waiting");
  site.fault(GRAPH, undefined);
  await page.getByRole("button", again).click();
  expect(await catPercent(card(page, "chelsea.png"))).toBeGreaterThan(90);
});

test("where the site has no model, the Hub's is taken", async ({ page, site }) => {
  await page.context().route("https://huggingface.co/**", async (route) => {
    const path = new URL(route.request().url()).pathname.split("/resolve/main/")[1];
    const body = await readFile(join(models, path));
    await route.fulfill({ body, headers: { "access-control-allow-origin": "*" } });
  });
  site.fault(MANIFEST, { status: 404 });
  await openClassify(page, site.url);
  await choose(page, [await chelsea()]);
  expect(await catPercent(card(page, "chelsea.png"))).toBeGreaterThan(90);
});

test("where neither has one it says so, and can be tried again", async ({ page, site }) => {
  await withoutHub(page);
  site.fault(MANIFEST, { dropAfter: 0 });
  await openClassify(page, site.url, { ready: false });
  await expect(status(page)).toContainText("could not be reached");
  await expect(status(page)).toContainText(texts.loading.unreachable);
  site.fault(MANIFEST, undefined);
  await page.getByRole("button", again).click();
  await expect(status(page)).toHaveAttribute("data-phase", "ready");
});

test("loading tells how far it is, stops when told, and goes on", async ({ page, site }) => {
  site.fault(GRAPH, { bytesPerSecond: 1_000_000 });
  await openClassify(page, site.url, { ready: false });
  await expect(status(page)).toContainText(/\d MB of 8\.91 MB, .+ a second/);
  await expect(page.getByRole("progressbar")).toHaveAttribute("aria-valuenow", /^[1-9]/);
  await page.getByRole("button", { name: texts.loading.cancel }).click();
  await expect(status(page)).toHaveAttribute("data-phase", "idle");
  site.fault(GRAPH, undefined);
  await page.getByRole("button", { name: texts.loading.load }).click();
  await expect(status(page)).toContainText(texts.loading.from.network);
  await page.reload();
  await expect(status(page)).toContainText(texts.loading.from.cache);
});

test("the phases of loading take the same room", async ({ page, site }) => {
  site.fault(GRAPH, { bytesPerSecond: 8_000_000 });
  await page.addInitScript(() => {
    const seen: Record<string, number> = {};
    Object.assign(globalThis, { heights: seen });
    new MutationObserver(() => {
      const box = document.querySelector<HTMLElement>(".load-status");
      if (box?.dataset.phase) seen[box.dataset.phase] = box.offsetHeight;
    }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  });
  await openClassify(page, site.url);
  const heights = await page.evaluate(() => (globalThis as unknown as { heights: Record<string, number> }).heights);
  expect(Object.keys(heights)).toEqual(expect.arrayContaining(["downloading", "starting", "ready"]));
  expect(new Set(Object.values(heights)).size).toBe(1);
});

test("a thread that is killed is told of and started again, and no picture is lost", async ({ page, site }) => {
  const kill = await trackWorkers(page);
  await openClassify(page, site.url);
  await choose(page, [await chelsea()]);
  await catPercent(card(page, "chelsea.png"));
  await kill();
  await choose(page, [await stripes()]);
  expect(await catPercent(card(page, "stripes.png"))).toBeLessThan(50);
  await expect(page.getByRole("alert")).toContainText(words.notice.crashed);
  await expect(status(page)).toHaveAttribute("data-phase", "ready");
  // In the middle of looking, too.
  await card(page, "chelsea.png").getByRole("button", { name: words.look.ask }).click();
  await expect(page.getByText(/[1-9]\d* of 145 looks/)).toBeVisible();
  await kill();
  await card(page, "chelsea.png").getByRole("button", { name: words.look.again }).click();
  await expect(page.locator(".reading")).toBeVisible({ timeout: 60_000 });
});

test("without WebGPU it says so, and what serves is a click away", async ({ page, site }) => {
  await openClassify(page, site.url);
  await choose(page, [await chelsea()]);
  const device = page.getByLabel(words.device.label);
  await device.selectOption("auto");
  await expect(page.locator(".device-why")).toContainText(/Because .*(WebGPU|GPU)/);
  await catPercent(card(page, "chelsea.png"));
  await device.selectOption("webgpu");
  await expect(status(page)).toContainText(/WebGPU|GPU/);
  await page.getByRole("button", { name: words.device.useWasm }).click();
  await expect(status(page)).toContainText(texts.loading.ready("WebAssembly"));
  await expect(device).toHaveValue("wasm");
  expect(await catPercent(card(page, "chelsea.png"))).toBeGreaterThan(90);
});

test("a page that is not isolated has one thread, and the same answer", async ({ page, serve }) => {
  const plain = await serve({ headers: false });
  await openClassify(page, plain.url);
  await choose(page, [await chelsea()]);
  await expect(card(page, "chelsea.png").getByRole("heading")).toHaveText("Egyptian Mau 41.9 %");
});
