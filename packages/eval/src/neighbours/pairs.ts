import type { FeatureSet } from "../features/feature-set.ts";
import { openKernels } from "../linear/kernels.ts";
import { multiplyTiles } from "../linear/multiply-tiles.ts";
import type { Work } from "../progress/work.ts";

const ROWS = 256;
const CHUNK = 256;

/** The products, or squared distances, of some rows of one set with some of another. */
export interface PairBlock {
  /** Entry i, j at i * stride + j: of row `firstA + i` and row `firstB + j`. It is overwritten by the next block. */
  values: Float64Array;
  stride: number;
  firstA: number;
  firstB: number;
  rowsA: number;
  rowsB: number;
}

/**
 * Visits every pair of rows of two sets block by block; with `within`, for a set with itself, only blocks on and right of the diagonal, whole.
 *
 * Squared distances are sums of squared differences, not differences of squares: equal rows are exactly 0 apart.
 */
export function* eachPair(
  a: FeatureSet,
  b: FeatureSet,
  kind: "tile" | "distances",
  visit: (block: PairBlock) => void,
  { within = false } = {},
): Work<void> {
  const { dimension } = a.extractor;
  const kernels = openKernels(2 * ROWS * dimension + ROWS * ROWS);
  const p = ROWS * ROWS;
  const q = p + ROWS * dimension;
  const values = kernels.numbers.subarray(0, p);
  const blocksA = Math.ceil(a.count / ROWS);
  for (let firstA = 0, turn = 0; firstA < a.count; firstA += ROWS, turn++) {
    const rowsA = Math.min(ROWS, a.count - firstA);
    packRows(kernels.numbers, a, { first: firstA, rows: rowsA, to: p });
    for (let firstB = within ? firstA : 0; firstB < b.count; firstB += ROWS) {
      const rowsB = Math.min(ROWS, b.count - firstB);
      packRows(kernels.numbers, b, { first: firstB, rows: rowsB, to: q });
      values.fill(0);
      for (let start = 0; start < dimension; start += CHUNK) {
        const k = Math.min(CHUNK, dimension - start);
        const places = { p: p + start * ROWS, q: q + start * ROWS, k, c: 0, stride: ROWS };
        multiplyTiles(kernels, { ...places, rows: (rowsA + 3) & ~3, columns: (rowsB + 3) & ~3 }, kind);
      }
      visit({ values, stride: ROWS, firstA, firstB, rowsA, rowsB });
      yield (turn + firstB / b.count) / blocksA;
    }
  }
}

/** Lays rows out for the tile kernels: chunks of numbers, in each groups of four rows. Places past the last row hold what was there. */
function packRows(
  out: Float64Array,
  { data, extractor: { dimension } }: FeatureSet,
  { first, rows, to }: { first: number; rows: number; to: number },
): void {
  for (let start = 0; start < dimension; start += CHUNK) {
    const k = Math.min(CHUNK, dimension - start);
    for (let i = 0; i < rows; i++) {
      let o = to + start * ROWS + (i & ~3) * k + (i & 3);
      const row = (first + i) * dimension + start;
      for (let j = 0; j < k; j++, o += 4) out[o] = data[row + j];
    }
  }
}
