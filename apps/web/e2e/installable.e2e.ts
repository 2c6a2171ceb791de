import { decodePng } from "@tiny-cats/core/png";
import { expect, offlineReady, test } from "./kit.ts";

interface Icon {
  src: string;
  sizes: string;
  type: string;
  purpose: string;
}

test("the browser finds nothing against installing it", async ({ page, site }) => {
  await page.goto(site.url.href);
  await offlineReady(page);
  const client = await page.context().newCDPSession(page);
  const { url, errors, data } = await client.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  expect(url).toBe(new URL("site.webmanifest", site.url).href);
  const manifest = JSON.parse(data ?? "");
  expect(manifest).toMatchObject({ name: "tiny-cats", short_name: "tiny-cats", display: "standalone" });
  // Below any base path: what is installed is this site, and not its host.
  expect(new URL(manifest.start_url, url).href).toBe(site.url.href);
  expect(new URL(manifest.scope, url).href).toBe(site.url.href);
  const { installabilityErrors } = await client.send("Page.getInstallabilityErrors");
  // A private window, as every test has, keeps nothing, so nothing is installed from it.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
});

test("its icons are what the manifest says, and the maskable one may be cut to a circle", async ({ page, site }) => {
  const { icons, background_color } = await (await page.request.get(new URL("site.webmanifest", site.url).href)).json();
  const pngs = (icons as Icon[]).filter(({ type }) => type === "image/png");
  expect(pngs.map(({ sizes, purpose }) => `${sizes} ${purpose}`)).toEqual([
    "192x192 any",
    "512x512 any",
    "512x512 maskable",
  ]);
  const paper = (background_color as string).match(/[0-9a-f]{2}/g)!.map((hex) => Number.parseInt(hex, 16));
  for (const { src, sizes, purpose } of pngs) {
    const answer = await page.request.get(new URL(src, site.url).href);
    expect(answer.headers()["content-type"]).toBe("image/png");
    const body = await answer.body();
    expect(body.length).toBeLessThan(12_000);
    const { data, width, height } = await decodePng(body);
    expect(`${width}x${height}`).toBe(sizes);
    const channels = data.length / width / height;
    let reach = 0;
    for (let i = 0; i < width * height; i++) {
      const isInk = paper.some((value, channel) => Math.abs(data[i * channels + channel] - value) > 8);
      const [x, y] = [(i % width) + 0.5 - width / 2, Math.floor(i / width) + 0.5 - height / 2];
      if (isInk) reach = Math.max(reach, Math.hypot(x, y) / (width / 2));
    }
    expect(reach).toBeGreaterThan(0.4);
    if (purpose === "maskable") expect(reach).toBeLessThanOrEqual(0.8);
  }
});
