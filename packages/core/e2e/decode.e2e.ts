import { expect } from "@playwright/test";
import { readVectors } from "../../../tooling/golden/read-vectors.ts";
import { test } from "./page.ts";

const { pictures } = readVectors<{ pictures: Record<string, { width: number; height: number; rgb: string }> }>(
  "pillow-pictures",
);
// Chromium reads no TIFF.
const readable = Object.entries(pictures).filter(([name]) => !name.endsWith(".tiff"));

test("pictures of every format give Pillow's pixels: PNG all of them, the browser's own formats within 2 of 255", async ({
  page,
  open,
}) => {
  await open();
  const gaps: Record<string, number> = {};
  for (const [name, { width, height, rgb }] of readable) {
    const image = await page.evaluate(async (path) => {
      const entry = "@tiny-cats/core/web";
      const { decodeImage } = await import(entry);
      const { data, ...sides } = await decodeImage(await (await fetch(path)).blob());
      return { pixels: Array.from(data as Uint8ClampedArray), ...(sides as { width: number; height: number }) };
    }, `/vectors/pictures/${name}`);
    const expected = Buffer.from(rgb, "base64");
    expect([name, image.width, image.height, image.pixels.length]).toEqual([name, width, height, expected.length]);
    gaps[name] = image.pixels.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i])), 0);
  }
  test.info().annotations.push({ type: "largest gap of a pixel", description: JSON.stringify(gaps) });
  for (const [name, gap] of Object.entries(gaps))
    expect([name, gap <= (name.endsWith(".png") ? 0 : 2)]).toEqual([name, true]);
});
