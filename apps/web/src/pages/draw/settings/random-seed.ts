/** A seed for whoever wants any: short enough to be typed again. */
export function randomSeed(
  fill: (numbers: Uint32Array<ArrayBuffer>) => void = (numbers) => crypto.getRandomValues(numbers),
): number {
  const numbers = new Uint32Array(1);
  fill(numbers);
  return numbers[0] % 1_000_000;
}
