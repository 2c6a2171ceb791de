import sharp, { type Sharp } from "sharp";

/** The photo that the others are made of, 451x300, 8 bits, opaque. */
export const photo = new URL("../../fixtures/chelsea.png", import.meta.url);

/** Chelsea in every format that a browser reads, by what the file is; made anew each time, by sharp. */
export async function makePictures(): Promise<Record<string, Uint8Array>> {
  const { data, info } = await sharp(photo.pathname).raw().toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const cat = () => sharp(data, { raw: { width, height, channels: 3 } });
  const grey = () => cat().toColourspace("b-w");
  // Low bytes of their own, so that how they are reduced to 8 bits shows.
  const deep = (values: Uint8Array) => Uint16Array.from(values, (v, i) => v * 257 - (v > 0 ? (i * 7919) % 257 : 0));
  const deepCat = () => sharp(deep(data), { raw: { width, height, channels: 3 } }).toColourspace("rgb16");
  const clearing = withAlpha(data, width);
  const ghost = () => sharp(clearing, { raw: { width, height, channels: 4 } });
  const deepGhost = () => sharp(deep(clearing), { raw: { width, height, channels: 4 } }).toColourspace("rgb16");
  const makers: Record<string, Sharp> = {
    PNG: cat().png(),
    "PNG, grey": grey().png(),
    "PNG, alpha": ghost().png(),
    "PNG, palette": cat().png({ palette: true }),
    "PNG, 16 bits": deepCat().png(),
    "PNG, 16 bits, alpha": deepGhost().png(),
    "PNG, Display P3 profile": cat().withIccProfile("p3").png(),
    "JPEG, 4:2:0": cat().jpeg({ quality: 90 }),
    "JPEG, 4:4:4": cat().jpeg({ quality: 90, chromaSubsampling: "4:4:4" }),
    "JPEG, progressive": cat().jpeg({ progressive: true }),
    "JPEG, grey": grey().jpeg(),
    "JPEG, EXIF orientation 6": cat().rotate(-90).withMetadata({ orientation: 6 }).jpeg(),
    "JPEG, Display P3 profile": cat().withIccProfile("p3").jpeg(),
    "JPEG, CMYK": cat().toColourspace("cmyk").jpeg(),
    "WebP, lossy": cat().webp(),
    "WebP, lossless": cat().webp({ lossless: true }),
    "WebP, lossy, alpha": ghost().webp(),
    "AVIF, 4:4:4": cat().avif(),
    "AVIF, 4:2:0": cat().avif({ chromaSubsampling: "4:2:0" }),
    GIF: cat().gif(),
  };
  const made = Object.entries(makers).map(async ([name, maker]) => [name, await maker.toBuffer()] as const);
  return Object.fromEntries(await Promise.all(made));
}

/** RGB with an alpha channel: half clear at the left, opaque at the right. */
function withAlpha(rgb: Uint8Array, width: number): Uint8Array {
  const rgba = new Uint8Array((rgb.length / 3) * 4);
  for (let i = 0; i < rgba.length / 4; i++) {
    rgba.set(rgb.subarray(i * 3, i * 3 + 3), i * 4);
    rgba[i * 4 + 3] = 128 + Math.round((127 * (i % width)) / (width - 1));
  }
  return rgba;
}
