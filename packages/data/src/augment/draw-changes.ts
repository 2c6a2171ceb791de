import type { Augmentation } from "./augmentation.ts";

/** The parts of colour that change, in the order of their change. */
export type ColourChange = "brightness" | "contrast" | "saturation";

/** What happens to one picture. */
export interface Changes {
  flip: boolean;
  /** Degrees, counter-clockwise. */
  angle: number;
  /** Shares of the width and height, to the right and down. */
  translate: readonly [x: number, y: number];
  scale: number;
  /** Factors. */
  brightness: number;
  contrast: number;
  saturation: number;
  order: readonly ColourChange[];
}

const ORDERS: readonly (readonly ColourChange[])[] = [
  ["brightness", "contrast", "saturation"],
  ["brightness", "saturation", "contrast"],
  ["contrast", "brightness", "saturation"],
  ["contrast", "saturation", "brightness"],
  ["saturation", "brightness", "contrast"],
  ["saturation", "contrast", "brightness"],
];

/** Draws what a recipe leaves open, from blocks 0 to 2. Every number has its place, so that one part of a recipe moves no other. */
export function drawChanges(recipe: Augmentation, draw: (block: number) => number[]): Changes {
  const [flip, rotation, scale, order] = draw(0);
  const [x, y] = draw(1);
  const [brightness, contrast, saturation] = draw(2);
  const [smallest, largest] = recipe.scale;
  return {
    flip: flip < recipe.flip,
    angle: recipe.rotation * (2 * rotation - 1),
    translate: [recipe.translate * (2 * x - 1), recipe.translate * (2 * y - 1)],
    scale: smallest + (largest - smallest) * scale,
    brightness: 1 + recipe.brightness * (2 * brightness - 1),
    contrast: 1 + recipe.contrast * (2 * contrast - 1),
    saturation: 1 + recipe.saturation * (2 * saturation - 1),
    order: ORDERS[Math.floor(order * ORDERS.length)],
  };
}
