import { decodeImage } from "@tiny-cats/core/node";
import { readFileBounded, sha256 } from "@tiny-cats/files";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import type { ImageItem } from "../images/image-set.ts";
import { type PerceptualHash, perceptualHash } from "./perceptual-hash.ts";

/** What was found in a picture's file. */
export interface Examined {
  /** Undefined where the file itself could not be read. */
  sha256?: string;
  bytes?: number;
  /** In pixels, orientation applied; undefined where the picture could not be decoded. */
  size?: { width: number; height: number };
  hash?: PerceptualHash;
  /** Why it could not be read. */
  fault?: { code: string; message: string };
}

export interface ExamineOptions {
  /** Pixels a picture may have. */
  maxPixels: number;
  /** Whether to make the perceptual hash. */
  compare: boolean;
  signal: AbortSignal | undefined;
}

const LARGEST_FILE = 256 << 20;

/** Reads a picture to its end. What is wrong with it is part of the answer; what is wrong with the machine is thrown. */
export async function examinePicture(
  { path, file }: Pick<ImageItem, "file" | "path">,
  { maxPixels, compare, signal }: ExamineOptions,
): Promise<Examined> {
  const found: Examined = {};
  try {
    const bytes = await readFileBounded(path, { maxBytes: LARGEST_FILE, signal });
    found.sha256 = sha256(bytes);
    found.bytes = bytes.length;
    const image = await decodeImage(bytes, { maxPixels, signal });
    found.size = { width: image.width, height: image.height };
    if (compare) found.hash = perceptualHash(image);
    return found;
  } catch (error) {
    if (signal?.aborted || !isTinyCatsError(error) || error.code === "no-decoder") throw error;
    // Where a set lies on this machine is nobody's business in a report.
    return { ...found, fault: { code: error.code, message: error.message.replaceAll(path, file) } };
  }
}
