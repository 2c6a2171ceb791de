import type { Plane } from "./luma.ts";

const SMALLEST = 4;
/** A period counts only with so many seams each way: one edge of a picture is no grid. */
const LEAST_SEAMS = 3;

/**
 * How much sharper pixels change across the lines of some grid than elsewhere, for the grid that stands out most: squares of 4 pixels or more from the top left
 * corner. About 1 in a picture of one piece; of two directions the lower ratio counts.
 */
export function seamRatio(plane: Plane): number {
  const across = profile(plane, true);
  const down = profile(plane, false);
  let largest = 0;
  const last = Math.floor(Math.min(plane.width, plane.height) / (LEAST_SEAMS + 1));
  for (let period = SMALLEST; period <= last; period++)
    largest = Math.max(largest, Math.min(ratio(across, period), ratio(down, period)));
  return largest;
}

/** Mean absolute difference between each column, or row, and the one before it. */
function profile({ data, width, height }: Plane, columns: boolean): Float64Array {
  const step = columns ? 1 : width;
  const means = new Float64Array(columns ? width : height);
  for (let y = columns ? 0 : 1; y < height; y++) {
    for (let x = columns ? 1 : 0; x < width; x++) {
      const i = y * width + x;
      means[columns ? x : y] += Math.abs(data[i] - data[i - step]);
    }
  }
  return means.map((sum) => sum / (columns ? height : width));
}

function ratio(profile: Float64Array, period: number): number {
  let [on, lines, off, rest] = [0, 0, 0, 0];
  for (let i = 1; i < profile.length; i++) {
    if (i % period === 0) {
      on += profile[i];
      lines++;
    } else {
      off += profile[i];
      rest++;
    }
  }
  return off === 0 ? 1 : on / lines / (off / rest);
}
