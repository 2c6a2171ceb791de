import type { RgbImage } from "@tiny-cats/core";
import type { Preprocessing } from "@tiny-cats/schema";

/** A picture as it was read: everything that is kept of it. */
export interface ReadPicture {
  width: number;
  height: number;
  /** What the network sees. */
  seen: RgbImage;
  /** A small copy to show. */
  thumbnail: Blob;
  /** Milliseconds that reading took. */
  ms: number;
}

/** What is asked of the thread that reads pictures. */
export interface ReadRequest {
  id: number;
  blob: Blob;
  spec: Preprocessing;
}

/** An error as it crosses threads. */
export interface PlainError {
  message: string;
  code?: string;
  remedy?: string;
}

export type ReadReply = { id: number; ok: ReadPicture } | { id: number; error: PlainError };

/** Reads pictures beside the page, so that large ones hold nothing up. */
export interface PictureReader {
  /**
   * Decodes a picture and makes what the network sees of it.
   *
   * @throws TinyCatsError "not-a-picture", "picture-too-large", "corrupt-png" and others of decodeImage, "worker-crashed"; the signal's reason
   */
  read(blob: Blob, spec: Preprocessing, options: { signal: AbortSignal }): Promise<ReadPicture>;
}
