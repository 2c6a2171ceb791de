/** Moves an average of weights towards them, in place; `keep`, 0 to 1, is what stays of it. */
export function moveAverage(average: Float32Array, weight: Float32Array, keep: number): void {
  const gain = 1 - keep;
  for (let i = 0; i < average.length; i++) average[i] = average[i] * keep + weight[i] * gain;
}
