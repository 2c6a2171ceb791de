import AxeBuilder from "@axe-core/playwright";
import { texts } from "../../src/texts.ts";
import { test } from "../kit.ts";
import { card, catPercent, chelsea, choose, expect, give, openClassify, stripes, words } from "./pictures.ts";

// A machine that has other work takes its time.
test.setTimeout(120_000);

test("a photo of a cat is one, stripes are none", async ({ page, site }) => {
  await openClassify(page, site.url);
  await page.getByRole("button", { name: words.samples.chelsea.label }).click();
  const photo = card(page, words.samples.chelsea.name);
  expect(await catPercent(photo)).toBeGreaterThan(90);
  // The numbers of the command line.
  await expect(photo.getByRole("heading")).toHaveText("Egyptian Mau 41.9 %");
  await expect(photo.getByRole("listitem")).toHaveCount(5);
  await expect(photo.locator(".picture-facts")).toContainText(/451 x 300 pixels\. Read in .+ on WebAssembly/);
  await choose(page, [await stripes()]);
  expect(await catPercent(card(page, "stripes.png"))).toBeLessThan(50);
  await expect(page.getByRole("status").filter({ hasText: "stripes.png" })).toHaveText(/stripes\.png: Not a cat/);
});

test("every bundled picture can be tried", async ({ page, site }) => {
  await openClassify(page, site.url);
  for (const key of ["chelsea", "bombay", "siamese", "maineCoon"] as const) {
    await page.getByRole("button", { name: words.samples[key].label }).click();
    await catPercent(card(page, words.samples[key].name));
  }
  await expect(page.getByRole("article")).toHaveCount(4);
});

for (const kind of ["drop", "paste"] as const) {
  test(`a picture is taken by ${kind}, wherever on the page`, async ({ page, site }) => {
    await openClassify(page, site.url);
    await give(page, kind, await chelsea("given.png"));
    expect(await catPercent(card(page, "given.png"))).toBeGreaterThan(90);
  });
}

test("what is no picture is refused with its reason, and a file over the page makes the cat prick up its ears", async ({
  page,
  site,
}) => {
  await openClassify(page, site.url, { ready: false });
  const zone = page.locator(".drop-zone");
  // It hears once it is there.
  await expect(async () => {
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.items.add(new File(["x"], "x.png"));
      dispatchEvent(new DragEvent("dragenter", { dataTransfer: data }));
    });
    await expect(zone).toContainText(words.drop.over, { timeout: 500 });
  }).toPass();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add("https://cats.example/", "text/uri-list");
    dispatchEvent(new DragEvent("drop", { dataTransfer: data, cancelable: true }));
  });
  await expect(zone).toContainText(words.drop.title);
  await expect(page.getByRole("alert")).toContainText(texts.site.refused.link);
  await page.getByRole("button", { name: words.notice.dismiss }).click();
  await expect(page.getByText(texts.site.refused.link)).toHaveCount(0);
});

test("of several files the broken ones are explained, and the others go on", async ({ page, site }) => {
  await openClassify(page, site.url);
  const whole = await chelsea();
  await choose(page, [
    await chelsea("one.png"),
    { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("no picture at all") },
    { name: "cut.png", mimeType: "image/png", buffer: whole.buffer.subarray(0, 5000) },
    { name: "empty.jpg", mimeType: "image/jpeg", buffer: Buffer.alloc(0) },
    await stripes("two.png"),
  ]);
  expect(await catPercent(card(page, "one.png"))).toBeGreaterThan(90);
  expect(await catPercent(card(page, "two.png"))).toBeLessThan(50);
  await expect(card(page, "notes.txt")).toContainText("This is no picture that can be read");
  await expect(card(page, "notes.txt")).toContainText("give a JPEG, PNG, WebP, AVIF or GIF file");
  await expect(card(page, "cut.png")).toContainText("What to do");
  await expect(card(page, "empty.jpg")).toContainText("The picture is an empty file");
  await card(page, "notes.txt").getByRole("button", { name: words.card.again }).click();
  await expect(card(page, "notes.txt")).toHaveAttribute("data-phase", "failed");
});

test("pictures are removed by keyboard, and the focus goes on to the next", async ({ page, site }) => {
  // Asked for long before: the browser needs a moment until it hands choosers over.
  const chooser = page.waitForEvent("filechooser");
  await openClassify(page, site.url);
  await choose(page, [await chelsea("one.png"), await stripes("two.png")]);
  await catPercent(card(page, "two.png"));
  const remove = (name: string) => page.getByRole("button", { name: words.card.removeNamed(name), exact: true });
  await remove("one.png").press("Enter");
  await expect(card(page, "one.png")).toHaveCount(0);
  await expect(remove("two.png")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("article")).toHaveCount(0);
  await expect(page.locator(".drop-target")).toBeFocused();
  await page.keyboard.press("Enter");
  await (await chooser).setFiles([await chelsea("chosen.png")]);
  expect(await catPercent(card(page, "chosen.png"))).toBeGreaterThan(90);
});

test("as many classes are shown as wanted", async ({ page, site }) => {
  await openClassify(page, site.url);
  await choose(page, [await chelsea()]);
  const items = card(page, "chelsea.png").getByRole("listitem");
  await expect(items).toHaveCount(5);
  const slider = page.getByRole("slider");
  await slider.press("End");
  await expect(items).toHaveCount(13);
  await slider.press("Home");
  await expect(items).toHaveCount(1);
});

test("it shows where it looks, for any class, and stops when told", async ({ page, site }) => {
  await openClassify(page, site.url);
  await choose(page, [await chelsea()]);
  const photo = card(page, "chelsea.png");
  const ask = photo.getByRole("button", { name: words.look.ask });
  await ask.click();
  await photo.getByRole("button", { name: words.look.cancel }).click();
  await expect(ask).toBeFocused();
  await expect(photo.getByRole("progressbar")).toHaveCount(0);
  await ask.click();
  await expect(photo.getByText(/It looks most at the .+: .+ falls from 41\.9 % to/)).toBeVisible();
  const map = photo.getByRole("img", { name: words.card.heatLabel });
  const painted = () => map.evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
  const first = await painted();
  await photo.getByLabel(words.look.about).selectOption({ label: "Abyssinian" });
  await expect.poll(painted).not.toBe(first);
  await photo.getByLabel(words.look.about).selectOption({ label: words.look.cat });
  await expect(photo.getByText(/near 99|from 99/)).toBeVisible();
  await photo.getByRole("button", { name: words.look.close }).click();
  await expect(map).toBeHidden();
});

test("fifty pictures leave nothing behind", async ({ page, site }) => {
  await page.addInitScript(() => {
    const open = new Set<string>();
    const { createObjectURL, revokeObjectURL } = URL;
    URL.createObjectURL = (object: Blob) => {
      const url = createObjectURL.call(URL, object);
      open.add(url);
      return url;
    };
    URL.revokeObjectURL = (url: string) => {
      open.delete(url);
      revokeObjectURL.call(URL, url);
    };
    Object.assign(globalThis, { openUrls: () => open.size });
  });
  const open = () => page.evaluate(() => (globalThis as unknown as { openUrls(): number }).openUrls());
  await openClassify(page, site.url);
  const picture = await stripes();
  await choose(
    page,
    Array.from({ length: 50 }, (_, i) => ({ ...picture, name: `${i}.png` })),
  );
  await expect(page.locator('[data-phase="done"]')).toHaveCount(50);
  expect(await open()).toBe(50);
  await page.getByRole("button", { name: words.list.clear }).click();
  await expect(page.getByRole("article")).toHaveCount(0);
  expect(await open()).toBe(0);
});

test("pictures stay while another page is looked at", async ({ page, site }) => {
  await openClassify(page, site.url);
  await choose(page, [await chelsea()]);
  await catPercent(card(page, "chelsea.png"));
  await page.getByRole("navigation").getByRole("link", { name: "About" }).click();
  await expect(page.getByRole("article")).toHaveCount(0);
  await page.goBack();
  await expect(card(page, "chelsea.png")).toHaveAttribute("data-phase", "done");
});

test("axe finds nothing, light or dark", async ({ page, site }) => {
  const findings = async () => {
    const found: string[] = [];
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await expect(page.locator("html")).toHaveAttribute("data-theme", colorScheme);
      const { violations } = await new AxeBuilder({ page }).analyze();
      for (const { id, nodes } of violations)
        found.push(`${colorScheme}, ${id}: ${nodes.map(({ html }) => html).join(" ")}`);
    }
    return found;
  };
  await openClassify(page, site.url, { ready: false });
  expect(await findings()).toEqual([]);
  await choose(page, [
    await chelsea(),
    { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("no picture at all") },
  ]);
  await catPercent(card(page, "chelsea.png"));
  await card(page, "chelsea.png").getByRole("button", { name: words.look.ask }).click();
  await expect(page.locator(".reading")).toBeVisible({ timeout: 60_000 });
  await expect(card(page, "notes.txt")).toHaveAttribute("data-phase", "failed");
  expect(await findings()).toEqual([]);
});
