import { expect, test } from "@playwright/test";
import sharp from "sharp";
import { servePackages } from "../../../packages/core/e2e/serve-packages.ts";
import { comparePictures } from "../src/compare-pictures.ts";
import { makePictures } from "../src/make-pictures.ts";

/** Bounds, in 255ths of a pixel and in logits, where a gap was measured; see Pictures in a browser in tooling/bench/RESULTS.md. */
const allowed: Record<string, { pixels: number; logits: number }> = {
  "JPEG, CMYK": { pixels: 1, logits: 0.05 },
  "AVIF, 4:4:4": { pixels: 1, logits: 0.1 },
  "AVIF, 4:2:0": { pixels: 24, logits: 0.1 },
};

test("the pictures are what their names say", async () => {
  const pictures = await makePictures();
  const of = async (name: string) => sharp(pictures[name]).metadata();
  expect(await of("PNG")).toMatchObject({ format: "png", depth: "uchar", channels: 3, width: 451, height: 300 });
  expect(await of("PNG, grey")).toMatchObject({ channels: 1 });
  expect(await of("PNG, alpha")).toMatchObject({ channels: 4, depth: "uchar" });
  expect(await of("PNG, palette")).toMatchObject({ isPalette: true });
  expect(await of("PNG, 16 bits")).toMatchObject({ channels: 3, depth: "ushort" });
  expect(await of("PNG, 16 bits, alpha")).toMatchObject({ channels: 4, depth: "ushort" });
  for (const name of ["PNG, alpha", "PNG, 16 bits, alpha", "WebP, lossy, alpha"]) {
    const [, , , { min, max }] = (await sharp(pictures[name]).stats()).channels;
    expect([name, max / min]).toEqual([name, expect.closeTo(2, 1)]);
  }
  expect(await of("JPEG, 4:2:0")).toMatchObject({ format: "jpeg", chromaSubsampling: "4:2:0" });
  expect(await of("JPEG, 4:4:4")).toMatchObject({ chromaSubsampling: "4:4:4" });
  expect(await of("JPEG, progressive")).toMatchObject({ isProgressive: true });
  expect(await of("JPEG, EXIF orientation 6")).toMatchObject({ orientation: 6, width: 300, height: 451 });
  expect(await of("JPEG, CMYK")).toMatchObject({ space: "cmyk", channels: 4 });
  expect(await of("WebP, lossy, alpha")).toMatchObject({ format: "webp", hasAlpha: true });
  expect(await of("AVIF, 4:2:0")).toMatchObject({ format: "heif", compression: "av1" });
  for (const format of ["PNG", "JPEG"]) {
    const { icc } = await of(`${format}, Display P3 profile`);
    expect(icc?.toString("latin1")).toContain("acsp");
  }
});

test("pictures of every format are classified alike in Chromium and in Node", async ({ page }) => {
  await using server = await servePackages();
  await page.goto(server.url);
  const comparisons = await comparePictures(page, await makePictures());
  test.info().annotations.push({ type: "gaps", description: JSON.stringify(comparisons) });
  expect(comparisons).toHaveLength(20);
  for (const { name, width, height, pixels, tensor, logits, top1 } of comparisons) {
    expect([name, width, height]).toEqual([name, 451, 300]);
    expect([name, top1.browser]).toEqual([name, top1.node]);
    const bounds = allowed[name] ?? { pixels: 0, logits: 1e-4 };
    expect(pixels.largest, name).toBeLessThanOrEqual(bounds.pixels);
    expect(logits, name).toBeLessThanOrEqual(bounds.logits);
    if (bounds.pixels === 0) expect([name, tensor]).toEqual([name, 0]);
  }
});
