import sharp from "sharp";

/** A photo enlarged to what a phone takes: 4000x3000, JPEG of quality 90. */
export async function largePhoto(path: string): Promise<Uint8Array> {
  return sharp(path).resize(4000, 3000, { fit: "fill" }).jpeg({ quality: 90 }).toBuffer();
}
