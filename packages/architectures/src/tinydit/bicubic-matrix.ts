/** The coefficient of the kernel that torch has for images (Keys 1981 takes -0.5). */
const A = -0.75;

/**
 * What cubic convolution takes `from` numbers along a line to `to` numbers by, [to, from] row by row: PyTorch's interpolate with "bicubic" and
 * align_corners false, along one axis. Beyond the ends stand the numbers at the ends; nothing is smoothed where there are fewer.
 */
export function bicubicMatrix(from: number, to: number): Float64Array {
  const matrix = new Float64Array(to * from);
  for (let row = 0; row < to; row++) {
    const at = ((row + 0.5) * from) / to - 0.5;
    const before = Math.floor(at);
    for (let tap = before - 1; tap <= before + 2; tap++) {
      const column = Math.min(Math.max(tap, 0), from - 1);
      matrix[row * from + column] += kernel(Math.abs(at - tap));
    }
  }
  return matrix;
}

/** Cubic convolution at a distance of up to 2. */
function kernel(x: number): number {
  return x <= 1 ? ((A + 2) * x - (A + 3)) * x * x + 1 : ((A * x - 5 * A) * x + 8 * A) * x - 4 * A;
}
