import { toRgb } from "@tiny-cats/core";
import { decodePng, readDrawingSettings, readPngText } from "@tiny-cats/core/png";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { Result } from "./result.ts";

/** Bytes that a drawing is not larger than. */
const MAX_BYTES = 16 * 2 ** 20;

/**
 * A drawing that was saved as a PNG.
 *
 * @throws TinyCatsError "file-too-large", and what decodePng, readPngText and readDrawingSettings throw
 */
export async function openDrawing(file: Blob, { newId = (): string => crypto.randomUUID() } = {}): Promise<Result> {
  if (file.size > MAX_BYTES) {
    throw new TinyCatsError("file-too-large", `a file of ${file.size} bytes is no drawing of ours`, {
      value: file.size,
      remedy: `give a PNG of up to ${MAX_BYTES} bytes that was drawn here`,
    });
  }
  const png = new Uint8Array(await file.arrayBuffer());
  const settings = readDrawingSettings(await readPngText(png));
  return { id: newId(), image: toRgb(await decodePng(png)), png, settings, at: Date.now() };
}
