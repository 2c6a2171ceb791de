import { availableParallelism } from "node:os";
import { atMost } from "@tiny-cats/files/at-most";
import { preprocess } from "../image/preprocess.ts";
import type { ReadEncoded } from "../worker/read-batch.ts";
import { decodeImage } from "./decode.ts";
import { nativeCall } from "./native-thread/native-call.ts";

// A decoded picture may have hundreds of megabytes: no more of them at once than there are processors to make them.
const limited = atMost(availableParallelism());

/** Reads a picture in the thread it is classified in, so that its pixels never leave it. */
export const readEncoded: ReadEncoded = (picture, spec, { maxPixels, out }) =>
  limited(async () => {
    preprocess(await nativeCall(() => decodeImage(picture, { maxPixels })), spec, { out });
  });
