import { classifierStore } from "../../models/stores.ts";
import { createPictureReader, type ReaderThread } from "./create-picture-reader.ts";
import { createPictureQueue, type PictureQueue } from "./picture-queue.ts";

/** The pictures of this visit: they stay when another page is gone to. */
export const queue: PictureQueue = createPictureQueue({
  store: classifierStore,
  reader: createPictureReader(
    () => new Worker(new URL("./picture-worker.ts", import.meta.url), { type: "module" }) as unknown as ReaderThread,
  ),
  urls: { create: (blob) => URL.createObjectURL(blob), revoke: (url) => URL.revokeObjectURL(url) },
});
