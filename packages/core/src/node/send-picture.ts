import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { SentPicture } from "../worker/session-protocol.ts";
import { copyInPieces } from "./copy-in-pieces.ts";
import type { Picture } from "./picture.ts";

/** What goes to the thread for a picture: a copy of what is the caller's, an absolute path. */
export async function sendPicture(picture: Picture): Promise<SentPicture> {
  if (typeof picture === "string") return resolve(picture);
  if (picture instanceof URL) return fileURLToPath(picture);
  if (picture instanceof Uint8Array) return copyInPieces(picture, new Uint8Array(picture.length));
  return { ...picture, data: await copyInPieces(picture.data, new Uint8ClampedArray(picture.data.length)) };
}
