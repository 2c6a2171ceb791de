import type { RgbImage } from "@tiny-cats/core";
import { useLayoutEffect, useRef } from "preact/hooks";
import { rgbaOf } from "./run/rgba-of.ts";

/** Puts a picture on a canvas, pixel by pixel. */
export function paint(canvas: HTMLCanvasElement, image: RgbImage): void {
  const { width, height } = image;
  // Setting a size clears the canvas, even to the same.
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  canvas.getContext("2d")?.putImageData(new ImageData(rgbaOf(image), width, height), 0, 0);
}

/** A picture on a canvas of its own; without a label it is decoration. */
export function Picture({ image, label }: { image: RgbImage; label?: string }) {
  const ref = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => paint(ref.current!, image), [image]);
  return (
    <canvas
      ref={ref}
      class="picture"
      width={image.width}
      height={image.height}
      role={label === undefined ? undefined : "img"}
      aria-label={label}
      aria-hidden={label === undefined}
    />
  );
}
