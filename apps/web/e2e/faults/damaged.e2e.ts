import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { texts } from "../../src/texts.ts";
import { card, catPercent, chelsea, choose, expect, openClassify, status } from "../classify/pictures.ts";
import { test } from "../kit.ts";

const OWN = "/models/classifier";
const GRAPH = "onnx/model.onnx";
const folder = join(import.meta.dirname, "..", "..", "..", "..", "packages", "models", "classifier");
const refused = "is not the file its manifest describes";

test.setTimeout(120_000);
// A browser tells of every request that fails.
test.use({ allowConsole: /Failed to load resource|ERR_/ });

/** The graph with one bit of it turned over. */
async function damagedGraph(): Promise<Buffer> {
  const graph = await readFile(join(folder, GRAPH));
  graph[graph.length >> 1] ^= 1;
  return graph;
}

/** Has the Hub answer for every repository with the classifier; `answer` may answer a path of it otherwise. */
async function serveHub(page: Page, answer: (path: string) => Buffer | number | undefined = () => undefined) {
  const asked: string[] = [];
  await page.context().route("https://huggingface.co/**", async (route) => {
    const [, repository, revision, path] = /^\/(.+)\/resolve\/([^/]+)\/(.+)$/.exec(
      new URL(route.request().url()).pathname,
    )!;
    asked.push(`${repository}@${revision}/${path}`);
    const body = answer(path) ?? (await readFile(join(folder, path)).catch(() => 404));
    const headers = { "access-control-allow-origin": "*" };
    await route.fulfill(typeof body === "number" ? { status: body, headers } : { body, headers });
  });
  return asked;
}

for (const [what, fault] of [
  ["is damaged", async () => ({ body: await damagedGraph() })],
  ["is not there", async () => ({ status: 404 })],
  ["breaks off, and its host is gone", async () => ({ dropAfter: 0 })],
] as const) {
  test(`where the site's graph ${what}, the Hub's is taken`, async ({ page, site }) => {
    const asked = await serveHub(page);
    site.fault(`${OWN}/${GRAPH}`, await fault());
    await openClassify(page, site.url);
    await choose(page, [await chelsea()]);
    expect(await catPercent(card(page, "chelsea.png"))).toBeGreaterThan(90);
    expect(asked).toContain(`tiny-cats/tiny-cats@main/${GRAPH}`);
  });
}

test("where the site has no model and the Hub's is damaged it is refused, and the site's is taken when it is back", async ({
  page,
  site,
}) => {
  const damaged = await damagedGraph();
  await serveHub(page, (path) => (path === GRAPH ? damaged : undefined));
  site.fault(`${OWN}/tiny-cats.json`, { status: 404 });
  await openClassify(page, site.url, { ready: false });
  await choose(page, [await chelsea()]);
  await expect(status(page)).toContainText(refused);
  await expect(card(page, "chelsea.png")).toHaveAttribute("data-phase", "waiting");
  site.fault(`${OWN}/tiny-cats.json`, undefined);
  await page.getByRole("button", { name: texts.loading.again }).click();
  expect(await catPercent(card(page, "chelsea.png"))).toBeGreaterThan(90);
});

test("a chosen model of the Hub classifies; a damaged or absent graph of it is refused", async ({ page, site }) => {
  const damaged = await damagedGraph();
  let answer: Buffer | number | undefined;
  const asked = await serveHub(page, (path) => (path === GRAPH ? answer : undefined));
  const { model } = texts;
  await page.goto(new URL("model/", site.url).href);
  await page.getByLabel(model.hub).fill("me/cats@v1");
  await page.getByRole("button", { name: model.hubLoad, exact: true }).click();
  await expect(page.getByText(`${model.from.hub} me/cats@v1`)).toBeVisible();
  const check = page.getByRole("button", { name: model.check });
  for (const [given, said] of [
    [damaged, refused],
    [503, "503"],
  ] as const) {
    answer = given;
    await check.click();
    await expect(page.getByRole("alert")).toContainText(said);
  }
  answer = undefined;
  await page.getByRole("navigation").getByRole("link", { name: texts.site.nav.classify }).click();
  const again = page.getByRole("button", { name: texts.loading.again });
  await again.click();
  await choose(page, [await chelsea()]);
  expect(await catPercent(card(page, "chelsea.png"))).toBeGreaterThan(90);
  expect(asked).toContain(`me/cats@v1/${GRAPH}`);
  expect(site.requests).not.toContain(`${OWN}/${GRAPH}`);
});

test("a model that is damaged where it is kept is fetched anew", async ({ page, site }) => {
  await openClassify(page, site.url);
  await page.evaluate(
    async (base64) => {
      const store = await caches.open("tiny-cats-models");
      const keys = await store.keys();
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      for (const key of keys) await store.put(key, new Response(bytes));
    },
    (await damagedGraph()).toString("base64"),
  );
  await page.reload();
  await expect(status(page)).toContainText(texts.loading.from.network);
  await choose(page, [await chelsea()]);
  expect(await catPercent(card(page, "chelsea.png"))).toBeGreaterThan(90);
  expect(site.requests.filter((path) => path === `${OWN}/${GRAPH}`)).toHaveLength(2);
  await page.reload();
  await expect(status(page)).toContainText(texts.loading.from.cache);
});
