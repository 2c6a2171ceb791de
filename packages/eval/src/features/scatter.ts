import { type Kernels, openKernels } from "../linear/kernels.ts";
import { multiplyTiles } from "../linear/multiply-tiles.ts";
import { padded } from "../linear/pack.ts";

/** Rows taken in at once; one more place is for the way between the means. */
const BLOCK = 255;

/** The mean of rows, and the sum of the outer products of their distances from it. */
export interface Scatter {
  count: number;
  mean: Float64Array;
  /** Products are in the upper triangle: entry i, j at i * stride + j. */
  products: Float64Array;
  stride: number;
  /** Takes rows in; any number at once. */
  add(data: Float32Array | Float64Array, first: number, rows: number): void;
  /** Takes in what another one did. */
  merge(other: Pick<Scatter, "count" | "mean" | "products" | "stride">): void;
}

/**
 * Sums over nothing yet, in float64.
 *
 * Method: blocks are centred on their own mean and merged by Chan, Golub and LeVeque, "Updating formulae and a pairwise algorithm for computing
 * sample variances" (1979), so that a large mean costs no precision.
 */
export function createScatter(dimension: number): Scatter {
  const stride = padded(dimension);
  const kernels = openKernels(stride * (stride + BLOCK + 1));
  const mean = new Float64Array(dimension);
  const scatter: Scatter = {
    count: 0,
    mean,
    products: kernels.numbers.subarray(0, stride * stride),
    stride,
    add(data, first, rows) {
      for (let start = 0; start < rows; start += BLOCK)
        addBlock(kernels, scatter, { data, first: first + start, rows: Math.min(BLOCK, rows - start) });
    },
    merge(other) {
      const weight = moveMean(scatter, other.mean, other.count);
      for (let i = 0; i < dimension; i++) {
        const way = weight.way[i] * weight.factor;
        for (let j = i; j < dimension; j++)
          scatter.products[i * stride + j] += other.products[i * other.stride + j] + way * weight.way[j];
      }
    },
  };
  return scatter;
}

interface Block {
  data: Float32Array | Float64Array;
  first: number;
  rows: number;
}

function addBlock(kernels: Kernels, scatter: Scatter, { data, first, rows }: Block): void {
  const { stride, mean } = scatter;
  const dimension = mean.length;
  const blockMean = new Float64Array(dimension);
  for (let r = 0; r < rows; r++) {
    const row = (first + r) * dimension;
    for (let j = 0; j < dimension; j++) blockMean[j] += data[row + j];
  }
  for (let j = 0; j < dimension; j++) blockMean[j] /= rows;
  const { way, factor } = moveMean(scatter, blockMean, rows);
  const k = rows + 1;
  const panel = stride * stride;
  const root = Math.sqrt(factor);
  const a = kernels.numbers;
  for (let j = 0; j < dimension; j++) {
    let o = panel + (j & ~3) * k + (j & 3);
    let source = first * dimension + j;
    const centre = blockMean[j];
    for (let r = 0; r < rows; r++, o += 4, source += dimension) a[o] = data[source] - centre;
    a[o] = root * way[j];
  }
  for (let j = dimension; j < stride; j++) {
    for (let r = 0, o = panel + (j & ~3) * k + (j & 3); r < k; r++, o += 4) a[o] = 0;
  }
  multiplyTiles(kernels, { p: panel, q: panel, k, c: 0, stride, rows: stride, columns: stride, upper: true });
}

/** Moves the mean towards that of `count` more rows; tells the way between the two, and what its outer product is to be weighted by. */
function moveMean(scatter: Scatter, towards: Float64Array, count: number): { way: Float64Array; factor: number } {
  const before = scatter.count;
  scatter.count += count;
  const share = scatter.count === 0 ? 0 : count / scatter.count;
  const way = towards.map((value, j) => value - scatter.mean[j]);
  for (let j = 0; j < way.length; j++) scatter.mean[j] += way[j] * share;
  return { way, factor: before * share };
}
