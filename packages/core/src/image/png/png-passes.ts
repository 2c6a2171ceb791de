import type { PngHeader } from "./png-header.ts";

/** A grid of a picture's pixels that is stored as a picture of its own. */
export interface PngPass {
  /** The grid's first pixel and its distances. */
  x: number;
  y: number;
  dx: number;
  dy: number;
  columns: number;
  rows: number;
  /** Bytes of a stored row, without the type of its filter. */
  rowBytes: number;
}

/** Adam7 (PNG specification, section 8.1). */
const ADAM7 = [
  { x: 0, y: 0, dx: 8, dy: 8 },
  { x: 4, y: 0, dx: 8, dy: 8 },
  { x: 0, y: 4, dx: 4, dy: 8 },
  { x: 2, y: 0, dx: 4, dy: 4 },
  { x: 0, y: 2, dx: 2, dy: 4 },
  { x: 1, y: 0, dx: 2, dy: 2 },
  { x: 0, y: 1, dx: 1, dy: 2 },
];

/** The passes in which a PNG's pixels are stored, without empty ones: one, or up to seven where it is interlaced. */
export function pngPasses({ width, height, depth, samples, interlaced }: PngHeader): PngPass[] {
  const grids = interlaced ? ADAM7 : [{ x: 0, y: 0, dx: 1, dy: 1 }];
  return grids
    .map((grid) => {
      const columns = Math.ceil((width - grid.x) / grid.dx);
      const rows = Math.ceil((height - grid.y) / grid.dy);
      return { ...grid, columns, rows, rowBytes: Math.ceil((columns * samples * depth) / 8) };
    })
    .filter(({ columns, rows }) => columns > 0 && rows > 0);
}
