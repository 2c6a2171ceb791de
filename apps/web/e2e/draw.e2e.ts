import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { decodePng, drawingText, encodePng, readDrawingSettings, readPngText } from "@tiny-cats/core/png";
import { texts } from "../src/texts.ts";
import { test as base, expect, type Site, trackWorkers, withoutHub } from "./kit.ts";

const CLI = join(import.meta.dirname, "..", "..", "cli", "dist", "main.js");
const words = texts.draw;
const GRAPH = "/models/generator/onnx/model.onnx";

const open = (page: Page, { url }: Site, query = "") => page.goto(new URL(`draw/${query}`, url).href);
const easel = (page: Page) => page.locator("figure.easel");
const drawButton = (page: Page) => page.locator(".draw-button");
const field = (page: Page, name: keyof typeof words.labels) => page.getByLabel(words.labels[name], { exact: true });

/** Draws what the form says, and waits for the end. */
async function draw(page: Page): Promise<void> {
  await drawButton(page).click();
  await expect(page.getByRole("button", { name: words.result.download })).toBeVisible({ timeout: 50_000 });
  await expect(drawButton(page)).toHaveText(/^Draw/);
}

/** The PNG that stands on the easel, as it is downloaded. */
async function download(page: Page): Promise<{ name: string; path: string; png: Buffer }> {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: words.result.download }).click(),
  ]);
  const path = await file.path();
  return { name: file.suggestedFilename(), path, png: await readFile(path) };
}

/** How far two PNGs are apart at most, of 255. */
async function furthest(a: Uint8Array, b: Uint8Array): Promise<number> {
  const [one, other] = [await decodePng(a), await decodePng(b)];
  expect([one.width, one.height]).toEqual([other.width, other.height]);
  const [mine, theirs] = [Array.from(one.data), Array.from(other.data)];
  return mine.reduce((most, value, i) => Math.max(most, Math.abs(value - theirs[i])), 0);
}

/** With `generate`, which draws on the command line and gives the folder of its pictures. */
const test = base.extend<{ generate: (...argv: string[]) => Promise<string> }>({
  generate: async ({ baseURL: _ }, use) => {
    const folder = await mkdtemp(join(tmpdir(), "tiny-cats-test-"));
    await use(async (...argv) => {
      await promisify(execFile)(process.execPath, [CLI, "generate", ...argv, "--out", folder]);
      return folder;
    });
    await rm(folder, { recursive: true, force: true });
  },
});

test.describe("pictures", () => {
  test("of every breed in turn are those of the command line", async ({ page, site, generate }) => {
    test.setTimeout(180_000);
    await open(page, site, "?seed=7&steps=2&solver=euler");
    const radios = page.getByRole("group", { name: words.breed }).getByRole("radio");
    await expect(radios).toHaveCount(12);
    const folder = await generate("--seed", "7", "--steps", "2", "--solver", "euler");
    for (const radio of await radios.all()) {
      await radio.check();
      await draw(page);
      const { png } = await download(page);
      const { breed, seed, steps } = readDrawingSettings(await readPngText(png));
      expect([breed, seed, steps]).toEqual([await radio.inputValue(), 7, 2]);
      const theirs = await readFile(join(folder, `${breed.replaceAll(" ", "_")}_000.png`));
      expect(await furthest(png, theirs)).toBeLessThanOrEqual(2);
    }
    expect(site.requests.filter((path) => path === GRAPH)).toHaveLength(1);
  });

  test("with finer settings are those of the command line for the same link", async ({ page, site, generate }) => {
    const link =
      "?breed=siamese&seed=123456789&steps=4&solver=midpoint&guidance=3.5&guidance-interval=0.2%2C0.8&rescale=0.3&times=shifted%3A2";
    await open(page, site, link);
    await draw(page);
    const { name, png } = await download(page);
    expect(name).toBe("Siamese_seed-123456789.png");
    const options = "--breed siamese --seed 123456789 --steps 4 --solver midpoint --guidance 3.5 --rescale 0.3";
    const folder = await generate(...options.split(" "), "--guidance-interval", "0.2,0.8", "--times", "shifted:2");
    expect(await furthest(png, await readFile(join(folder, "Siamese_000.png")))).toBeLessThanOrEqual(2);
  });

  test("of several seeds come one by one, and each can be looked at", async ({ page, site }) => {
    await open(page, site, "?breed=bombay&seed=41&steps=2&solver=euler&count=3");
    await draw(page);
    await expect(page.locator(".sheet .thumbnail")).toHaveCount(3);
    await expect(easel(page)).toContainText("seed 43");
    await page
      .locator(".sheet")
      .getByRole("button", { name: words.open.show("Bombay", 41) })
      .click();
    await expect(easel(page)).toContainText("seed 41");
    await expect(page.getByRole("img", { name: words.easel.drawn("Bombay", 41) })).toBeVisible();
    await page.getByRole("radio", { name: words.easel.views.pixels }).check();
    await expect(page.locator(".easel-mat canvas")).toHaveJSProperty("width", 64);
    await page.getByRole("radio", { name: words.easel.views.smooth }).check();
    await expect(page.locator(".easel-mat canvas")).toHaveJSProperty("width", 256);
  });

  test("are judged by the classifier", async ({ page, site }) => {
    await open(page, site, "?breed=maine-coon&seed=7&steps=6");
    await draw(page);
    await page.getByRole("button", { name: words.result.ask }).click();
    await expect(page.locator(".opinion li")).toHaveCount(3, { timeout: 40_000 });
    await expect(page.locator(".opinion")).toContainText("% a cat");
  });
});

test.describe("links", () => {
  test("fill the form, load no model, and draw when asked to", async ({ page, site }) => {
    await open(page, site, "?breed=egyptian-mau&seed=9007199254740991&steps=3&solver=ab2&guidance=1&rescale=1");
    await expect(page.getByRole("radio", { name: "Egyptian Mau" })).toBeChecked();
    await expect(field(page, "seed")).toHaveValue("9007199254740991");
    await expect(field(page, "steps")).toHaveValue("3");
    await expect(field(page, "solver")).toHaveValue("ab2");
    await expect(page.getByText(words.link.filled)).toBeVisible();
    expect(site.requests).not.toContain(GRAPH);
    await draw(page);
    await expect(easel(page)).toContainText("seed 9007199254740991");
  });

  test("of a picture draw it again", async ({ page, site, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await open(page, site, "?breed=persian&seed=5&steps=3&solver=heun&count=2");
    await draw(page);
    const first = await download(page);
    await page.getByRole("button", { name: words.result.copy }).click();
    await expect(page.getByRole("button", { name: words.result.copied })).toBeVisible();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toContain("seed=6");
    expect(link).not.toContain("count");
    await page.goto(link);
    await draw(page);
    expect(await furthest((await download(page)).png, first.png)).toBe(0);
  });

  test("with wrong values are explained and can be drawn", async ({ page, site }) => {
    await open(page, site, "?breed=tiger&seed=-4&steps=3&solver=euler&guidance=%3Cb%3E&model=ffffffffffff");
    const notice = page.locator(".notice");
    await expect(notice).toContainText('there is no breed "tiger"');
    await expect(notice).toContainText('"-4" is no whole number');
    await expect(notice).toContainText('"<b>" is no number from 0 to 100');
    await expect(notice).toContainText(words.link.otherModel);
    await draw(page);
    await expect(notice).toHaveCount(0);
    await expect(easel(page)).toContainText("seed 0, 3 steps, euler, guidance 2");
  });

  test("stand in the address after drawing, and going back fills the form again", async ({ page, site }) => {
    await open(page, site, "?breed=ragdoll&seed=1&steps=1");
    await draw(page);
    expect(new URL(page.url()).searchParams.get("breed")).toBe("ragdoll");
    await page.getByRole("link", { name: texts.site.nav.about }).first().click();
    await page.goBack();
    await expect(page.getByRole("radio", { name: "Ragdoll" })).toBeChecked();
    await expect(field(page, "steps")).toHaveValue("1");
  });
});

test.describe("the form", () => {
  test("says what is wrong, and goes to it", async ({ page, site }) => {
    await open(page, site);
    await field(page, "seed").fill("seven");
    await expect(page.getByText('"seven" is no whole number')).toBeVisible();
    await drawButton(page).click();
    await expect(field(page, "seed")).toBeFocused();
    await field(page, "seed").fill("8");
    await page.getByText(words.advanced).click();
    await field(page, "to").fill("2");
    await page.getByText(words.advanced).click();
    await drawButton(page).click();
    await expect(field(page, "to")).toBeFocused();
    await page.getByRole("button", { name: words.reset }).click();
    await expect(field(page, "to")).toHaveValue("0.9");
    await expect(field(page, "seed")).toHaveValue("8");
  });

  test("keeps the seed across breeds, and finds another one", async ({ page, site }) => {
    await open(page, site);
    await field(page, "seed").fill("99");
    await page.getByRole("radio", { name: "Bengal" }).check();
    await expect(field(page, "seed")).toHaveValue("99");
    await page.getByRole("button", { name: words.random }).click();
    await expect(field(page, "seed")).not.toHaveValue("99");
  });

  test("is worked by keys alone", async ({ page, site }) => {
    await open(page, site, "?breed=bengal&seed=3&steps=200");
    await page.getByRole("radio", { name: "Bengal" }).focus();
    await page.keyboard.press("ArrowRight");
    await expect(page.getByRole("radio", { name: "Birman" })).toBeChecked();
    await field(page, "seed").press("Enter");
    await expect(page.locator(".run-progress")).toContainText(/step [1-9]/i, { timeout: 40_000 });
    await page.keyboard.press("Escape");
    await expect(page.locator(".run-progress")).toHaveCount(0);
    await expect(page.getByText(words.run.cancelled(0))).toBeAttached();
  });
});

test.describe("drawing", () => {
  test("is stopped in the middle at once, keeps what is done, and goes on afterwards", async ({ page, site }) => {
    await open(page, site, "?breed=birman&seed=3&steps=2&count=2");
    await draw(page);
    await field(page, "steps").fill("300");
    await drawButton(page).click();
    await expect(page.locator(".run-progress")).toContainText(/step ([2-9]|\d{2,}) of 300/);
    await page.locator(".run-progress").getByRole("button", { name: words.cancel }).click();
    await expect(drawButton(page)).toHaveText(words.draw(2));
    await expect(page.locator(".run-progress")).toHaveCount(0);
    await expect(page.locator(".history li")).toHaveCount(2);
    await field(page, "steps").fill("2");
    await draw(page);
    await expect(page.locator(".history li")).toHaveCount(4);
  });

  for (const reducedMotion of ["no-preference", "reduce"] as const) {
    test(`shows the picture as it comes with motion ${reducedMotion}`, async ({ page, site }) => {
      await page.emulateMedia({ reducedMotion });
      await page.addInitScript(() => {
        const { prototype } = CanvasRenderingContext2D;
        const put = prototype.putImageData as (...given: unknown[]) => void;
        Object.assign(globalThis, { paints: 0 });
        prototype.putImageData = function (this: CanvasRenderingContext2D, ...given: unknown[]) {
          if (this.canvas.closest(".easel")) (globalThis as unknown as { paints: number }).paints++;
          put.apply(this, given);
        };
      });
      await open(page, site, "?breed=birman&seed=3&steps=20&solver=euler");
      await draw(page);
      const paints = await page.evaluate(() => (globalThis as unknown as { paints: number }).paints);
      // Noise as the page opens and as the run begins, the first step, the result; renderings of the form may repeat them.
      if (reducedMotion === "reduce") expect(paints).toBeLessThanOrEqual(8);
      else expect(paints).toBeGreaterThan(10);
    });
  }
});

test.describe("a saved drawing", () => {
  test("brings its settings back and is drawn again alike", async ({ page, site }) => {
    await open(page, site, "?breed=sphynx&seed=77&steps=3&guidance=2.5&times=logit-normal%3A-0.4%2C1");
    await draw(page);
    const { path, png } = await download(page);
    await open(page, site);
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: "a.png", mimeType: "image/png", buffer: await readFile(path) });
    await expect(page.getByText(words.open.done)).toBeVisible();
    await expect(easel(page)).toContainText("Sphynx");
    await expect(page.getByRole("radio", { name: "Sphynx" })).toBeChecked();
    await expect(field(page, "grid")).toHaveValue("logit-normal");
    await draw(page);
    expect(await furthest((await download(page)).png, png)).toBe(0);
  });

  test("of another model is told of; what is none is explained", async ({ page, site }) => {
    await open(page, site, "?breed=sphynx&seed=77&steps=1");
    await draw(page);
    const { png } = await download(page);
    const settings = readDrawingSettings(await readPngText(png));
    const { data, width, height } = await decodePng(png);
    const image = { data: new Uint8ClampedArray(data), width, height };
    const other = await encodePng(image, { text: drawingText({ ...settings, modelSha256: "f".repeat(64) }) });
    const choose = (buffer: Uint8Array) =>
      page
        .locator('input[type="file"]')
        .setInputFiles({ name: "a.png", mimeType: "image/png", buffer: Buffer.from(buffer) });
    await choose(other);
    await expect(page.locator(".notice")).toContainText(words.open.otherModel);
    await choose(await encodePng(image));
    await expect(page.getByRole("alert")).toContainText("The PNG holds no settings of a drawing");
    await page.getByRole("alert").getByRole("button", { name: words.link.dismiss }).click();
    await choose(Buffer.from("no picture at all"));
    await expect(page.getByRole("alert")).toContainText("PNG");
    await choose(png.subarray(0, png.length / 2));
    await expect(page.getByRole("alert")).toBeVisible();
  });

  test("can be dropped on the page", async ({ page, site }) => {
    await open(page, site, "?breed=bombay&seed=12&steps=1");
    await draw(page);
    const { png } = await download(page);
    await open(page, site);
    const transfer = await page.evaluateHandle((bytes) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(bytes)], "a.png", { type: "image/png" }));
      return data;
    }, Array.from(png));
    await page.dispatchEvent(".draw", "dragenter", { dataTransfer: transfer });
    await expect(page.getByText(words.open.drop)).toBeVisible();
    await page.dispatchEvent(".draw", "drop", { dataTransfer: transfer });
    await expect(field(page, "seed")).toHaveValue("12");
    const link = await page.evaluateHandle(() => {
      const data = new DataTransfer();
      data.setData("text/uri-list", "https://host.example/a.png");
      return data;
    });
    await page.dispatchEvent(".draw", "drop", { dataTransfer: link });
    await expect(page.getByRole("alert")).toContainText(texts.site.refused.link);
  });
});

test.describe("the drawings of this device", () => {
  test("survive a reload, can be shown, and are forgotten when asked to", async ({ page, site }) => {
    await open(page, site, "?breed=bombay&seed=1&steps=1&count=2");
    await expect(page.getByText(words.history.empty)).toBeVisible();
    await draw(page);
    await expect(page.locator(".history li")).toHaveCount(2);
    await page.reload();
    await expect(page.locator(".history li")).toHaveCount(2);
    await page
      .locator(".history")
      .getByRole("button", { name: words.open.show("Bombay", 1) })
      .click();
    await expect(easel(page)).toContainText("seed 1, 1 steps");
    await page.getByRole("button", { name: words.history.clear }).click();
    await page.getByRole("button", { name: words.history.no }).click();
    await page.getByRole("button", { name: words.history.clear }).click();
    await page.getByRole("button", { name: words.history.yes }).click();
    await expect(page.getByText(words.history.cleared)).toBeAttached();
    await page.reload();
    await expect(page.getByText(words.history.empty)).toBeVisible();
  });

  test("stay while the page is open where there is no IndexedDB", async ({ page, site }) => {
    await page.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException("forbidden", "SecurityError");
      };
    });
    await open(page, site, "?breed=bombay&seed=1&steps=1");
    await draw(page);
    await expect(page.locator(".history li")).toHaveCount(1);
    await expect(page.getByText(words.history.fleeting)).toBeVisible();
  });
});

test.describe("what goes wrong", () => {
  test.use({ allowConsole: /404|ERR_INTERNET_DISCONNECTED|Failed to load resource|killed/ });

  test("a model that is nowhere is told of with what to do, and found later", async ({ page, site }) => {
    await withoutHub(page);
    site.fault("/models/generator/tiny-cats.json", { status: 404 });
    await open(page, site, "?breed=bombay&seed=1&steps=1");
    await drawButton(page).click();
    const alert = page.getByRole("alert");
    await expect(alert).toContainText(words.run.failed);
    await expect(alert).toContainText("tiny-cats.json");
    site.fault("/models/generator/tiny-cats.json", undefined);
    await alert.getByRole("button", { name: words.run.again }).click();
    await expect(page.getByRole("button", { name: words.result.download })).toBeVisible({ timeout: 40_000 });
    await expect(alert).toHaveCount(0);
  });

  test("a worker that ends is told of, and the next drawing starts another", async ({ page, site }) => {
    const killWorkers = await trackWorkers(page);
    await open(page, site, "?breed=bombay&seed=1&steps=300");
    await drawButton(page).click();
    await expect(page.locator(".run-progress")).toContainText(/step [1-9]/i, { timeout: 40_000 });
    await killWorkers();
    await expect(page.getByRole("alert")).toContainText("The thread that ran the model");
    await field(page, "steps").fill("2");
    await page.getByRole("alert").getByRole("button", { name: words.run.again }).click();
    await expect(page.getByRole("button", { name: words.result.download })).toBeVisible({ timeout: 40_000 });
  });

  test("loading that is cancelled leaves the form as it was", async ({ page, site }) => {
    site.fault(GRAPH, { bytesPerSecond: 500_000 });
    await open(page, site, "?breed=bombay&seed=1&steps=1");
    await drawButton(page).click();
    await expect(page.getByRole("progressbar")).toBeVisible();
    await drawButton(page).click();
    await expect(drawButton(page)).toHaveText(words.draw(1));
    await expect(page.getByRole("progressbar")).toHaveCount(0);
    await expect(page.getByRole("alert")).toHaveCount(0);
  });
});

test("axe finds nothing in light or dark", async ({ page, site }) => {
  test.setTimeout(120_000);
  const check = async () => {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await expect(page.locator("html")).toHaveAttribute("data-theme", colorScheme);
      expect((await new AxeBuilder({ page }).analyze()).violations, colorScheme).toEqual([]);
    }
  };
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page, site, "?breed=tiger&seed=1&steps=100&solver=euler&count=2");
  await page.getByText(words.advanced).click();
  await field(page, "rescale").fill("x");
  await check();
  await page.getByRole("button", { name: words.reset }).click();
  await field(page, "steps").fill("300");
  await drawButton(page).click();
  await expect(page.locator(".run-progress")).toBeVisible({ timeout: 40_000 });
  await check();
  await drawButton(page).click();
  await field(page, "steps").fill("2");
  await draw(page);
  await page.getByRole("button", { name: words.result.ask }).click();
  await expect(page.locator(".opinion li")).toHaveCount(3, { timeout: 40_000 });
  await page.getByRole("button", { name: words.history.clear }).click();
  await check();
});
