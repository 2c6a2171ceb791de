import type { RgbImage } from "@tiny-cats/core";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import { makePicture } from "./make-picture.ts";
import type { LoadRequest } from "./picture-job.ts";

/** A typed error as it travels between threads. */
interface PlainError {
  code: string;
  message: string;
  value: unknown;
  remedy: string;
}

/** A thread's answer: a picture, a typed error, or what else was thrown. */
export type LoadReply = { id: number } & ({ picture: RgbImage } | { refused: PlainError } | { failed: unknown });

/** What a thread answers to a request. */
export async function loadReply({ id, job, maxPixels }: LoadRequest): Promise<LoadReply> {
  try {
    const picture = await makePicture(job, { maxPixels });
    // The decoder's own memory can't be handed to another thread.
    return { id, picture: { ...picture, data: picture.data.slice() } };
  } catch (error) {
    if (!isTinyCatsError(error)) return { id, failed: error };
    const { code, message, value, remedy } = error;
    return { id, refused: { code, message, value, remedy } };
  }
}
