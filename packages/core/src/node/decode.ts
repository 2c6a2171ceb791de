import { fileURLToPath } from "node:url";
import { readFileBounded } from "@tiny-cats/files";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { RgbImage } from "../image/rgb-image.ts";
import type { RawImage } from "../image/to-rgb.ts";
import { beginsAsPicture } from "./begins-as-picture.ts";
import { toRgbInBands } from "./to-rgb-in-bands.ts";

export interface DecodeOptions {
  /** Pixels a picture may have; 100 million unless told. Checked before decoding. */
  maxPixels?: number;
  signal?: AbortSignal;
}

const LARGEST_FILE = 256 << 20;

/**
 * Decodes a picture (JPEG, PNG, WebP, AVIF, GIF's first frame, TIFF): EXIF orientation applied, ICC profile ignored, alpha composed over
 * white, 16 bits reduced to 8, grey and CMYK turned to RGB.
 *
 * @throws TinyCatsError "not-a-picture", "picture-too-large", "corrupt-picture", "no-decoder", and those of reading a file.
 */
export async function decodeImage(
  input: string | URL | Uint8Array,
  { maxPixels = 100e6, signal }: DecodeOptions = {},
): Promise<RgbImage> {
  signal?.throwIfAborted();
  const bytes =
    input instanceof Uint8Array
      ? input
      : await readFileBounded(input instanceof URL ? fileURLToPath(input) : input, { maxBytes: LARGEST_FILE, signal });
  if (!beginsAsPicture(bytes)) throw notAPicture(bytes);
  const sharp = await importSharp();
  const { picture, metadata } = await open(sharp, bytes);
  const { width, height, channels, space, depth, format } = metadata;
  if (width * height > maxPixels) {
    throw new TinyCatsError("picture-too-large", `${width}x${height} is more than ${maxPixels} pixels`, {
      value: { width, height },
      remedy: "make the picture smaller, or raise maxPixels if you trust it",
    });
  }
  signal?.throwIfAborted();
  const deep = depth === "ushort";
  const cmyk = space === "cmyk";
  const oriented = picture.autoOrient();
  if (deep) oriented.toColourspace(channels < 3 ? "grey16" : "rgb16");
  if (cmyk) oriented.pipelineColourspace("cmyk").toColourspace("cmyk");
  const { data, info } = await oriented
    .raw({ depth: deep ? "ushort" : "uchar" })
    .toBuffer({ resolveWithObject: true })
    .catch((cause) => {
      throw new TinyCatsError(
        "corrupt-picture",
        `the ${format} file is damaged: ${String(cause.message).split("\n")[0]}`,
        {
          value: { width, height },
          remedy: "the file may have been cut short: copy or save it again",
          cause,
        },
      );
    });
  signal?.throwIfAborted();
  const raw: RawImage = {
    data: deep ? new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2) : data,
    width: info.width,
    height: info.height,
    channels: info.channels as RawImage["channels"],
    colour: cmyk ? "cmyk" : undefined,
  };
  return toRgbInBands(raw);
}

type Sharp = typeof import("sharp").default;

/** A picture whose header could be read. */
async function open(sharp: Sharp, bytes: Uint8Array) {
  try {
    const picture = sharp(bytes, { limitInputPixels: false, failOn: "error", ignoreIcc: true, sequentialRead: true });
    return { picture, metadata: await picture.metadata() };
  } catch (cause) {
    throw notAPicture(bytes, cause);
  }
}

function notAPicture(bytes: Uint8Array, cause?: unknown): TinyCatsError {
  return new TinyCatsError(
    "not-a-picture",
    bytes.length === 0 ? "the picture is an empty file" : "this is no picture that can be read",
    {
      value: bytes.length,
      remedy: "give a JPEG, PNG, WebP, AVIF, GIF or TIFF file",
      cause,
    },
  );
}

async function importSharp(): Promise<Sharp> {
  try {
    return (await import("sharp")).default;
  } catch (cause) {
    throw new TinyCatsError("no-decoder", "decoding pictures in Node needs the package sharp", {
      remedy: "install it beside this package: npm install sharp",
      cause,
    });
  }
}
