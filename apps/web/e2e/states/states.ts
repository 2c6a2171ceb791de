import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { ROUTES } from "../../src/router/routes.ts";
import { texts } from "../../src/texts.ts";
import { card, catPercent, chelsea, expect, type PictureFile, status, stripes, words } from "../classify/pictures.ts";
import { drawButton, drawIt } from "../drawing.ts";
import { offlineReady, type Site, withoutHub } from "../kit.ts";

/** A page in a state that it stays in. */
export interface PageState {
  name: string;
  /** The address below the site's root. */
  path: string;
  /** Before the page is opened. */
  before?(page: Page, site: Site): Promise<void>;
  /** From the opened page to the state. */
  reach?(page: Page): Promise<void>;
}

const models = join(import.meta.dirname, "..", "..", "..", "..", "packages", "models");
const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const { model, benchmark, draw } = texts;

const ready = (page: Page) => expect(status(page)).toHaveAttribute("data-phase", "ready");
const noPicture = { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("no picture at all") };

/** Chooses files as people do, by a click: what then makes room for them is no surprise. */
async function choose(page: Page, files: PictureFile[]): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: words.drop.choose }).click(),
  ]);
  await chooser.setFiles(files);
}

async function noModel(page: Page, site: Site): Promise<void> {
  await withoutHub(page);
  for (const kind of ["classifier", "generator"]) site.fault(`/models/${kind}/tiny-cats.json`, { status: 404 });
}

async function openReports(page: Page): Promise<void> {
  for (const kind of ["classifier", "generator"]) {
    const buffer = await readFile(join(models, "reports", kind, "benchmark_report.json"));
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: `${kind}.json`, mimeType: "application/json", buffer });
  }
  await expect(page.locator("table.results tbody tr")).toHaveCount(2);
}

/** Every page as it is opened, and the states that look otherwise. */
export const STATES: readonly PageState[] = [
  ...ROUTES.filter(({ name }) => !["classify", "about", "model"].includes(name)).map(({ name, path }) => ({
    name,
    path,
  })),
  { name: "classify", path: "classify/", reach: ready },
  {
    name: "classify-loading",
    path: "classify/",
    async before(_, site) {
      site.fault("/models/classifier/onnx/model.onnx", { bytesPerSecond: 60_000 });
    },
    reach: (page) => expect(status(page)).toHaveAttribute("data-phase", "downloading"),
  },
  {
    name: "classify-read",
    path: "classify/",
    async reach(page) {
      await ready(page);
      await choose(page, [noPicture]);
      await expect(card(page, noPicture.name)).toHaveAttribute("data-phase", "failed");
      await choose(page, [await chelsea(), await stripes()]);
      await catPercent(card(page, "stripes.png"));
    },
  },
  {
    name: "classify-looked",
    path: "classify/",
    async reach(page) {
      await ready(page);
      await choose(page, [await chelsea()]);
      await catPercent(card(page, "chelsea.png"));
      await page.getByRole("button", { name: words.look.ask }).click();
      await expect(page.locator(".reading")).toBeVisible({ timeout: 60_000 });
    },
  },
  {
    name: "classify-failed",
    path: "classify/",
    before: noModel,
    reach: (page) => expect(status(page)).toHaveAttribute("data-phase", "failed"),
  },
  {
    name: "classify-no-camera",
    path: "classify/",
    async reach(page) {
      await ready(page);
      await page.getByRole("button", { name: words.drop.camera }).click();
      await expect(page.getByRole("alert")).toBeVisible();
    },
  },
  {
    name: "draw-faults",
    path: "draw/?breed=tiger&seed=-4&guidance=x&steps=0",
    async reach(page) {
      await page.getByText(draw.advanced).click();
      await field(page, draw.labels.rescale).fill("x");
      await expect(page.locator(".notice")).toBeVisible();
    },
  },
  {
    name: "draw-drawing",
    path: "draw/?breed=bengal&seed=3&steps=1000&solver=rk4",
    async reach(page) {
      await drawButton(page).click();
      await expect(page.locator(".run-progress")).toContainText(/step [1-9]/i, { timeout: 60_000 });
    },
  },
  {
    name: "draw-drawn",
    path: "draw/?breed=siamese&seed=21&steps=4&count=2",
    async reach(page) {
      await drawIt(page);
      await page.getByRole("button", { name: draw.result.ask }).click();
      await expect(page.locator(".opinion li")).toHaveCount(3, { timeout: 60_000 });
    },
  },
  {
    name: "draw-failed",
    path: "draw/?breed=siamese&seed=21&steps=4",
    before: noModel,
    async reach(page) {
      await drawButton(page).click();
      await expect(page.getByRole("alert")).toBeVisible();
    },
  },
  { name: "benchmark-measured", path: "benchmark/", reach: openReports },
  {
    name: "model",
    path: "model/",
    reach: (page) => expect(page.getByRole("heading", { name: model.cardTitle })).toBeVisible(),
  },
  {
    name: "model-generator",
    path: "model/",
    async reach(page) {
      await page.getByRole("radio", { name: model.kinds.generator, exact: true }).check({ force: true });
      await expect(page.getByText("cat-portraits-tinydit-64").first()).toBeVisible();
      await expect(page.getByRole("heading", { name: model.cardTitle })).toBeVisible();
    },
  },
  {
    name: "model-failed",
    path: "model/",
    before: noModel,
    reach: (page) => expect(page.getByRole("alert")).toBeVisible(),
  },
  {
    name: "benchmark-failed",
    path: "benchmark/",
    before: noModel,
    async reach(page) {
      await page.getByRole("button", { name: benchmark.run, exact: true }).click();
      await expect(page.getByRole("alert")).toBeVisible();
    },
  },
  {
    name: "about",
    path: "about/",
    async reach(page) {
      await offlineReady(page);
      await expect(page.getByText(texts.about.browser.offlineYes)).toBeVisible();
    },
  },
  { name: "not-found", path: "nothing/there" },
];

/** What states ask for that is not there. */
export const EXPECTED_LINES = /Failed to load resource|ERR_/;

/** Opens a page, and brings it to its state; its fonts and pictures are there. */
export async function openState(page: Page, site: Site, { path, before, reach }: PageState): Promise<void> {
  await before?.(page, site);
  await page.goto(new URL(path, site.url).href);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await reach?.(page);
  await page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
  });
}
