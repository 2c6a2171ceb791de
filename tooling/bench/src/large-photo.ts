import sharp from "sharp";

/** A photo enlarged to what a phone takes: 4000x3000, JPEG of quality 90. */
export async function largePhoto(path: string): Promise<Uint8Array> {
  return sharp(path).resize(4000, 3000, { fit: "fill" }).jpeg({ quality: 90 }).toBuffer();
}

/** The same as a PNG with an alpha channel. */
export async function largePicture(path: string): Promise<Uint8Array> {
  return sharp(path).resize(4000, 3000, { fit: "fill" }).ensureAlpha(0.5).png({ compressionLevel: 1 }).toBuffer();
}
