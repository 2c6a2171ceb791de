import "./picture.css";
import type { RgbImage } from "@tiny-cats/core";
import { useLayoutEffect, useRef } from "preact/hooks";
import { putPixels } from "../../canvas/put-pixels.ts";
import { rgbaOf } from "../../canvas/rgba-of.ts";
import { enlarged } from "./run/enlarged.ts";

/** Puts a picture on a canvas: its own pixels, or enlarged smoothly. */
export function paint(canvas: HTMLCanvasElement, given: RgbImage, { isSmooth = false } = {}): void {
  const image = isSmooth ? enlarged(given) : given;
  putPixels(canvas, { ...image, data: rgbaOf(image) });
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
