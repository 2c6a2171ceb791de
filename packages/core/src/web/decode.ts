import { TinyCatsError } from "@tiny-cats/schema/errors";
import { decodePng } from "../image/png/decode-png.ts";
import type { RgbImage } from "../image/rgb-image.ts";
import { toRgb } from "../image/to-rgb.ts";

export interface DecodeOptions {
  /** Pixels a picture may have; 100 million unless told. */
  maxPixels?: number;
  signal?: AbortSignal;
}

const PNG = [0x89, 0x50, 0x4e, 0x47];

/**
 * Decodes a picture that the browser knows: EXIF orientation applied, colour profile ignored, alpha composed over white.
 * PNG is decoded here, to the same bits as in Node; the pixels of other formats are the browser's and may differ by a few of 255, AVIF's with subsampled colour by more.
 *
 * @throws TinyCatsError "not-a-picture", "picture-too-large", "corrupt-png", and others of decodePng; the signal's reason
 */
export async function decodeImage(
  input: Blob | Uint8Array<ArrayBuffer>,
  { maxPixels = 100e6, signal }: DecodeOptions = {},
): Promise<RgbImage> {
  signal?.throwIfAborted();
  const blob = input instanceof Blob ? input : new Blob([input]);
  const start = new Uint8Array(await blob.slice(0, PNG.length).arrayBuffer());
  if (PNG.every((byte, i) => start[i] === byte)) {
    return toRgb(await decodePng(new Uint8Array(await blob.arrayBuffer()), { maxPixels, signal }));
  }
  const bitmap = await createImageBitmap(blob, {
    colorSpaceConversion: "none",
    premultiplyAlpha: "none",
    imageOrientation: "from-image",
  }).catch((cause) => {
    throw new TinyCatsError(
      "not-a-picture",
      blob.size === 0 ? "the picture is an empty file" : "this is no picture that can be read",
      {
        value: blob.size,
        remedy: "give a JPEG, PNG, WebP, AVIF or GIF file",
        cause,
      },
    );
  });
  try {
    signal?.throwIfAborted();
    return fromBitmap(bitmap, maxPixels);
  } finally {
    bitmap.close();
  }
}

function fromBitmap(bitmap: ImageBitmap, maxPixels: number): RgbImage {
  const { width, height } = bitmap;
  if (width * height > maxPixels) {
    throw new TinyCatsError("picture-too-large", `${width}x${height} is more than ${maxPixels} pixels`, {
      value: { width, height },
      remedy: "make the picture smaller, or raise maxPixels if you trust it",
    });
  }
  const context = new OffscreenCanvas(width, height).getContext("2d", { alpha: false, willReadFrequently: true })!;
  context.fillStyle = "white";
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  return toRgb({ data, width, height, channels: 4 });
}
