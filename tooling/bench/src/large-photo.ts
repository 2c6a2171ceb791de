import sharp from "sharp";

/** A photo stretched to a size, as a JPEG of quality 90. */
export async function photo(path: string, width: number, height: number): Promise<Uint8Array> {
  return sharp(path).resize(width, height, { fit: "fill" }).jpeg({ quality: 90 }).toBuffer();
}

/** A photo stretched to what a phone takes, as a PNG with an alpha channel. */
export async function largePicture(path: string): Promise<Uint8Array> {
  return sharp(path).resize(4000, 3000, { fit: "fill" }).ensureAlpha(0.5).png({ compressionLevel: 1 }).toBuffer();
}
