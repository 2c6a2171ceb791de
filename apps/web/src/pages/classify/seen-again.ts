import type { RgbImage } from "@tiny-cats/core";
import { asPicture } from "./as-picture.ts";
import type { CardPicture } from "./picture-card.ts";

/** A picture that the network sees as it saw this one; or `seen` in its place. */
export function seenAgain(picture: CardPicture, seen: RgbImage = picture.seen): RgbImage {
  return asPicture(seen, picture.spec, { isWide: picture.width >= picture.height });
}
