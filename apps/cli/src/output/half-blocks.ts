import type { RgbImage } from "@tiny-cats/core";
import type { ColourDepth } from "./colour-depth.ts";

const SHADES = [" ", "░", "▒", "▓", "█"];

/**
 * A picture as lines of a terminal, two pixels a character: upper half blocks in colour, and where there is no colour
 * one shade for both.
 */
export function halfBlocks({ data, width, height }: RgbImage, depth: ColourDepth): string[] {
  const pixel = (x: number, y: number): Rgb => {
    const i = (Math.min(y, height - 1) * width + x) * 3;
    return [data[i], data[i + 1], data[i + 2]];
  };
  const lines: string[] = [];
  for (let y = 0; y < height; y += 2) {
    let line = "";
    for (let x = 0; x < width; x++) {
      const [upper, lower] = [pixel(x, y), pixel(x, y + 1)];
      line += depth === 0 ? shade(upper, lower) : `\u001b[38;${code(upper, depth)};48;${code(lower, depth)}m▀`;
    }
    lines.push(depth === 0 ? line.trimEnd() : `${line}\u001b[0m`);
  }
  return lines;
}

type Rgb = readonly [number, number, number];

function code([r, g, b]: Rgb, depth: ColourDepth): string {
  if (depth === 24) return `2;${r};${g};${b}`;
  const level = (value: number) => Math.round((value / 255) * 5);
  return `5;${16 + 36 * level(r) + 6 * level(g) + level(b)}`;
}

function shade(upper: Rgb, lower: Rgb): string {
  const light = [upper, lower].reduce((sum, [r, g, b]) => sum + 0.299 * r + 0.587 * g + 0.114 * b, 0) / 2;
  return SHADES[Math.min(4, Math.floor((light / 256) * 5))];
}
