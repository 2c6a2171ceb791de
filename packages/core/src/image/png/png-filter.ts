/** Applies a PNG filter type (0 to 4) to one row: `out` gets what is left after predicting each byte from those before and above. */
type Filter = (row: Uint8Array, above: Uint8Array, bpp: number, out: Uint8Array) => void;

const FILTERS: readonly Filter[] = [
  (row, _above, _bpp, out) => out.set(row),
  (row, _above, bpp, out) => {
    for (let i = 0; i < row.length; i++) out[i] = row[i] - (i < bpp ? 0 : row[i - bpp]);
  },
  (row, above, _bpp, out) => {
    for (let i = 0; i < row.length; i++) out[i] = row[i] - above[i];
  },
  (row, above, bpp, out) => {
    for (let i = 0; i < row.length; i++) out[i] = row[i] - (((i < bpp ? 0 : row[i - bpp]) + above[i]) >> 1);
  },
  (row, above, bpp, out) => {
    for (let i = 0; i < bpp; i++) out[i] = row[i] - above[i];
    for (let i = bpp; i < row.length; i++) out[i] = row[i] - paeth(row[i - bpp], above[i], above[i - bpp]);
  },
];

/** Whichever of left, above and above left is nearest to left + above - above left (PNG specification, section 9.4). */
export function paeth(left: number, above: number, corner: number): number {
  const toLeft = Math.abs(above - corner);
  const toAbove = Math.abs(left - corner);
  const toCorner = Math.abs(left + above - 2 * corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

/**
 * Rows of a picture as PNG stores them, each behind the type of its filter: the one with the least sum of absolute differences,
 * the heuristic of the PNG specification, section 12.7.
 *
 * @param bpp bytes of a pixel
 */
export function filterRows(data: Uint8Array, { rowBytes, bpp }: { rowBytes: number; bpp: number }): Uint8Array {
  const rows = data.length / rowBytes;
  const out = new Uint8Array(rows * (rowBytes + 1));
  const trials = FILTERS.map(() => new Uint8Array(rowBytes));
  let above = new Uint8Array(rowBytes);
  for (let y = 0; y < rows; y++) {
    const row = data.subarray(y * rowBytes, (y + 1) * rowBytes);
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let type = 0; type < FILTERS.length; type++) {
      FILTERS[type](row, above, bpp, trials[type]);
      const sum = differences(trials[type]);
      if (sum < least) {
        least = sum;
        best = type;
      }
    }
    out[y * (rowBytes + 1)] = best;
    out.set(trials[best], y * (rowBytes + 1) + 1);
    above = row as Uint8Array<ArrayBuffer>;
  }
  return out;
}

function differences(bytes: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < bytes.length; i++) sum += bytes[i] < 128 ? bytes[i] : 256 - bytes[i];
  return sum;
}
