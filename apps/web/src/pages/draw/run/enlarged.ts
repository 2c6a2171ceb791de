import { type RgbImage, resize } from "@tiny-cats/core";

/** Side of a picture that is large enough for the browser to do the rest. */
const SIDE = 256;

/** A small picture enlarged smoothly: browsers do it bilinearly, which shows diamonds where pixels were. */
export function enlarged(image: RgbImage): RgbImage {
  const times = Math.ceil(SIDE / Math.max(image.width, image.height));
  if (times <= 1) return image;
  return resize(image, { width: image.width * times, height: image.height * times, filter: "bicubic" });
}
