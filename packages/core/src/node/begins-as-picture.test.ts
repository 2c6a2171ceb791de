import sharp from "sharp";
import { expect, test } from "vitest";
import { beginsAsPicture } from "./begins-as-picture.ts";

const picture = () => sharp({ create: { width: 2, height: 2, channels: 3, background: "red" } });

test.each(["jpeg", "png", "gif", "webp", "avif", "tiff"] as const)("%s", async (format) => {
  expect(beginsAsPicture(await picture().toFormat(format).toBuffer())).toBe(true);
});

test("BigTIFF", async () => {
  expect(beginsAsPicture(await picture().tiff({ bigtiff: true }).toBuffer())).toBe(true);
});

test.each([
  "",
  "<svg/>",
  '<?xml version="1.0"?><svg/>',
  " \n<svg/>",
  "%PDF-1.4",
  "P6 2 2 255 ",
  "GIF88a",
  "RIFF",
  "\x89PNG",
])("%s does not", (text) => {
  expect(beginsAsPicture(Buffer.from(text, "latin1"))).toBe(false);
});
