import type { Kernels } from "./kernels.ts";

/** Groups of four columns that stay in a processor's second cache while rows pass by. */
const GROUPS = 32;

/** What multiplyTiles works on: places in the kernels' array, see packColumns for the layout of p and q. */
export interface Tiles {
  p: number;
  q: number;
  /** Numbers of each column, at least 1. */
  k: number;
  c: number;
  stride: number;
  /** Columns of p, the rows of c: a multiple of 4. */
  rows: number;
  /** Columns of q and of c: a multiple of 4. */
  columns: number;
  /** Only tiles on and right of the diagonal. */
  upper?: boolean;
}

/** c += transpose(p) q, or sums of squared differences, tile by tile. */
export function multiplyTiles(
  kernels: Kernels,
  { p, q, k, c, stride, rows, columns, upper = false }: Tiles,
  kind: "tile" | "distances" = "tile",
): void {
  const tile = kernels[kind];
  for (let first = 0; first < columns; first += GROUPS * 4) {
    const last = Math.min(columns, first + GROUPS * 4);
    const end = upper ? Math.min(rows, last) : rows;
    for (let i = 0; i < end; i += 4) {
      for (let j = upper ? Math.max(first, i) : first; j < last; j += 4)
        tile(p + i * k, q + j * k, k, c + i * stride + j, stride);
    }
  }
}
