import type { ImageItem } from "../images/image-set.ts";

/** What a report says of a picture that it names. */
export type Placed = Pick<ImageItem, "file" | "label" | "split">;

/** What a report says of a picture that it names. */
export function placed({ file, label, split }: ImageItem): Placed {
  return { file, label, split };
}
