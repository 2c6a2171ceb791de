import type { RgbImage } from "@tiny-cats/core";
import { useLayoutEffect, useRef } from "preact/hooks";
import { enlarged } from "./run/enlarged.ts";
import { rgbaOf } from "./run/rgba-of.ts";

/** Puts a picture on a canvas: its own pixels, or enlarged smoothly. */
export function paint(canvas: HTMLCanvasElement, given: RgbImage, { isSmooth = false } = {}): void {
  const image = isSmooth ? enlarged(given) : given;
  const { width, height } = image;
  // Setting a size clears the canvas, even to the same.
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  canvas.getContext("2d")?.putImageData(new ImageData(rgbaOf(image), width, height), 0, 0);
}

/** A picture on a canvas of its own; without a label it is decoration. */
export function Picture({ image, label, isSmooth }: { image: RgbImage; label?: string; isSmooth?: boolean }) {
  const ref = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => paint(ref.current!, image, { isSmooth }), [image, isSmooth]);
  return (
    <canvas
      ref={ref}
      class="picture"
      role={label === undefined ? undefined : "img"}
      aria-label={label}
      aria-hidden={label === undefined}
    />
  );
}
