/** The root of the sum of squares, in float64. */
export function gradientNorm(vector: Float32Array): number {
  // Four sums don't wait for one another.
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = vector.length - (vector.length % 4);
  for (let i = 0; i < whole; i += 4) {
    a += vector[i] * vector[i];
    b += vector[i + 1] * vector[i + 1];
    c += vector[i + 2] * vector[i + 2];
    d += vector[i + 3] * vector[i + 3];
  }
  for (let i = whole; i < vector.length; i++) a += vector[i] * vector[i];
  return Math.sqrt(a + b + c + d);
}
