import { styleText } from "node:util";
import type { ColourDepth } from "./colour-depth.ts";

type Paint = (text: string) => string;

/** The few ways that words are set off. */
export interface Style {
  depth: ColourDepth;
  bold: Paint;
  dim: Paint;
  red: Paint;
  green: Paint;
  yellow: Paint;
  cyan: Paint;
}

export function createStyle(depth: ColourDepth): Style {
  // Whether to colour was decided before: the stream that Node would ask may not be the one written to.
  const paint =
    (format: "bold" | "dim" | "red" | "green" | "yellow" | "cyan"): Paint =>
    (text) =>
      depth === 0 ? text : styleText(format, text, { validateStream: false });
  return {
    depth,
    bold: paint("bold"),
    dim: paint("dim"),
    red: paint("red"),
    green: paint("green"),
    yellow: paint("yellow"),
    cyan: paint("cyan"),
  };
}
