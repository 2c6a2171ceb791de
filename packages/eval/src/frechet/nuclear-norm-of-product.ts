import { bidiagonalNuclearNorm } from "../linear/bidiagonal-nuclear-norm.ts";
import { bidiagonalize, bidiagonalRoom } from "../linear/bidiagonalize.ts";
import { openKernels } from "../linear/kernels.ts";
import { multiplyTiles } from "../linear/multiply-tiles.ts";
import { padded } from "../linear/pack.ts";
import { part, type Work } from "../progress/work.ts";
import type { RootFactor } from "./root-factor.ts";

const CHUNK = 256;

/** The sum of the singular values of F transpose(G): the trace of the square root of the product of two covariances. */
export function* nuclearNormOfProduct(f: RootFactor, g: RootFactor): Work<number> {
  const [tall, wide] = f.rank >= g.rank ? [f, g] : [g, f];
  if (wide.rank === 0) return 0;
  const rows = padded(tall.rank);
  const columns = padded(wide.rank);
  const size = tall.stride;
  const chunk = Math.min(CHUNK, size);
  const p = rows * columns;
  const kernels = openKernels(p + Math.max(chunk * (rows + columns), bidiagonalRoom(rows, columns)));
  const q = p + chunk * rows;
  const inverses = [tall, wide].map(({ order }) => {
    const inverse = new Int32Array(size);
    order.forEach((feature, place) => {
      inverse[feature] = place;
    });
    return inverse;
  });
  for (let start = 0; start < size; start += chunk) {
    const k = Math.min(chunk, size - start);
    packRows(kernels.numbers, tall, inverses[0].subarray(start, start + k), { to: p, rows });
    packRows(kernels.numbers, wide, inverses[1].subarray(start, start + k), { to: q, rows: columns });
    multiplyTiles(kernels, { p, q, k, c: 0, stride: columns, rows, columns });
    yield (0.25 * start) / size;
  }
  kernels.numbers.fill(0, p);
  const places = { matrix: 0, rows, columns, room: p };
  const { diagonal, above } = yield* part(bidiagonalize(kernels, places), 0.25, 0.9);
  return bidiagonalNuclearNorm(diagonal, above);
}

/** Lays some places of the factor's rows out for the tile kernels, four rows a group. */
function packRows(
  out: Float64Array,
  { kernels: { numbers }, rank, stride, triangular, scale }: RootFactor,
  places: Int32Array,
  { to, rows }: { to: number; rows: number },
): void {
  for (let i = 0; i < rows; i++) {
    const first = triangular ? i : 0;
    let o = to + (i & ~3) * places.length + (i & 3);
    for (const place of places) {
      out[o] = i < rank && place >= first ? numbers[i * stride + place] * scale : 0;
      o += 4;
    }
  }
}
