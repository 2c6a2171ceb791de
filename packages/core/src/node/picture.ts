import type { RgbImage } from "../image/rgb-image.ts";

/** A picture to classify: its pixels, or as a file: the bytes of a JPEG, PNG, WebP, AVIF, GIF or TIFF, or where one lies. */
export type Picture = RgbImage | Uint8Array | string | URL;
