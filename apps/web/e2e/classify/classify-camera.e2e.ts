import { chromium } from "../../../../configs/playwright.ts";
import { test } from "../kit.ts";
import { expect, openClassify, words } from "./pictures.ts";

test.setTimeout(120_000);
test.use({ launchOptions: chromium("--use-fake-device-for-media-stream") });

test("a picture is taken with the camera, which is released when the page is left", async ({ page, site, context }) => {
  await context.grantPermissions(["camera"], { origin: site.url.origin });
  await page.addInitScript(() => {
    const { mediaDevices } = navigator;
    const original = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (constraints) => {
      const stream = await original(constraints);
      Object.assign(globalThis, { tracks: stream.getTracks() });
      return stream;
    };
  });
  const states = () =>
    page.evaluate(() =>
      (globalThis as unknown as { tracks: MediaStreamTrack[] }).tracks.map(({ readyState }) => readyState),
    );
  await openClassify(page, site.url);
  const open = page.getByRole("button", { name: words.drop.camera });
  await open.click();
  const take = page.getByRole("button", { name: words.camera.take });
  await expect(take).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("article", { name: /^Camera/ })).toHaveAttribute("data-phase", "done");
  expect(await states()).toEqual(["live"]);
  await page.getByRole("button", { name: words.camera.stop }).click();
  await expect(open).toBeFocused();
  expect(await states()).toEqual(["ended"]);
  await open.click();
  await expect(take).toBeEnabled();
  await page.getByRole("navigation").getByRole("link", { name: "About" }).click();
  await expect(page).toHaveURL(/about/);
  await expect.poll(states).toEqual(["ended"]);
});

test("a camera that is not lent is explained, and a photo can be chosen instead", async ({ page, site }) => {
  await openClassify(page, site.url, { ready: false });
  await page.getByRole("button", { name: words.drop.camera }).click();
  await expect(page.getByRole("alert")).toContainText(words.camera.refused.denied);
  await expect(page.getByLabel(words.camera.instead)).toBeAttached();
  await page.getByRole("button", { name: words.camera.close }).click();
  await expect(page.locator(".drop-zone")).toBeVisible();
});
