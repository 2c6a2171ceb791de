import { cropSeen, type RgbImage } from "@tiny-cats/core";
import { decodeImage } from "@tiny-cats/core/web";
import { rgbaOf } from "../../canvas/rgba-of.ts";
import type { PlainError, ReadPicture, ReadReply, ReadRequest } from "./picture-reader.ts";

// The thread that reads pictures: one at a time, so that no two large ones are in memory at once.

/** Pixels a picture may have here; a page has less memory than a program. */
const MAX_PIXELS = 64e6;
/** The longer side of what is shown, in pixels. */
const THUMBNAIL = 640;

const scope = globalThis as unknown as {
  onmessage: ((event: MessageEvent<ReadRequest>) => void) | null;
  postMessage(reply: ReadReply, transfer: Transferable[]): void;
};

let last: Promise<unknown> = Promise.resolve();

scope.onmessage = ({ data }) => {
  last = last.then(() => answer(data));
};

async function answer({ id, blob, spec }: ReadRequest): Promise<void> {
  try {
    const start = performance.now();
    const image = await decodeImage(blob, { maxPixels: MAX_PIXELS });
    const seen = cropSeen(image, spec);
    const ms = performance.now() - start;
    const { width, height } = image;
    const ok: ReadPicture = { width, height, seen, thumbnail: await thumbnailOf(image), ms };
    scope.postMessage({ id, ok }, [seen.data.buffer]);
  } catch (error) {
    const { message, code, remedy } = error as PlainError;
    scope.postMessage({ id, error: { message, code, remedy } }, []);
  }
}

/** A small copy, of the very pixels that were read. Small pictures stay as they are. */
async function thumbnailOf(image: RgbImage): Promise<Blob> {
  const { width, height } = image;
  const scale = Math.min(1, THUMBNAIL / Math.max(width, height));
  const bitmap = await createImageBitmap(new ImageData(rgbaOf(image), width, height), {
    resizeWidth: Math.max(1, Math.round(width * scale)),
    resizeHeight: Math.max(1, Math.round(height * scale)),
    resizeQuality: "high",
  });
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
  bitmap.close();
  return canvas.convertToBlob({ type: scale === 1 ? "image/png" : "image/webp", quality: 0.9 });
}
