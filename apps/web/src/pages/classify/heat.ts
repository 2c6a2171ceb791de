import type { Occlusion } from "./occlusion.ts";

/** What of a picture speaks for a class, and what against it. */
export interface Heat {
  /** By pixel: how much less probable the class is with it covered, on average over the squares that covered it. Negative where it is more probable. */
  map: Float32Array;
  width: number;
  height: number;
  /** Probability of the class with nothing covered. */
  whole: number;
  /** The place that mattered most, and the probability with it covered. */
  strongest: { x: number; y: number; share: number };
  /** Largest loss and largest gain of a pixel, both 0 or more. */
  loss: number;
  gain: number;
}

/** The heat of what `shareOf` makes of the probabilities by class: one of them, or a sum. */
export function heatOf(
  { plan, width, height, whole, covered }: Occlusion,
  shareOf: (byClass: Float32Array) => number,
): Heat {
  const before = shareOf(whole);
  const sum = new Float32Array(width * height);
  const count = new Float32Array(width * height);
  let strongest = { x: 0, y: 0, share: before };
  for (const [i, { x, y }] of plan.places.entries()) {
    const share = shareOf(covered[i]);
    if (share < strongest.share) strongest = { x, y, share };
    for (let row = y; row < y + plan.square; row++) {
      for (let at = row * width + x; at < row * width + x + plan.square; at++) {
        sum[at] += before - share;
        count[at]++;
      }
    }
  }
  const map = sum.map((value, i) => value / Math.max(1, count[i]));
  const loss = map.reduce((most, value) => Math.max(most, value), 0);
  const gain = map.reduce((most, value) => Math.max(most, -value), 0);
  return { map, width, height, whole: before, strongest, loss, gain };
}

/** Below this, differences are the noise of the network: they are not painted as if they were much. */
export const LEAST_SCALE = 0.02;

/** The difference that is painted full. */
export function heatScale({ loss, gain }: Heat): number {
  return Math.max(LEAST_SCALE, loss, gain);
}

/** Opacity of the strongest colour: the picture is still seen through it. */
const OPACITY = 0.82;

/** Paints heat over a picture, red, green, blue and opacity: one colour for what speaks for the class, another for what speaks against it. */
export function paintHeat(
  heat: Heat,
  { forIt, against }: { forIt: readonly number[]; against: readonly number[] },
): Uint8ClampedArray<ArrayBuffer> {
  const scale = heatScale(heat);
  const pixels = new Uint8ClampedArray(heat.map.length * 4);
  for (let i = 0, to = 0; i < heat.map.length; i++, to += 4) {
    const value = heat.map[i];
    const colour = value >= 0 ? forIt : against;
    for (let channel = 0; channel < 3; channel++) pixels[to + channel] = colour[channel];
    pixels[to + 3] = Math.round((Math.abs(value) / scale) * OPACITY * 255);
  }
  return pixels;
}

/** Where in a picture a square's middle is: 0, 1 or 2 from the left and from the top. */
export function thirdOf(
  { x, y }: { x: number; y: number },
  square: number,
  { width, height }: { width: number; height: number },
): { column: number; row: number } {
  const third = (from: number, side: number) => Math.min(2, Math.floor(((from + square / 2) / side) * 3));
  return { column: third(x, width), row: third(y, height) };
}

/** Red, green and blue of "#e66101". */
export function hexColour(text: string): [number, number, number] {
  const value = Number.parseInt(text.trim().slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
