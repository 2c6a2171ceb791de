/** How many of the names that a rule gives for 0, 1, 2 ... are there before the first that is not. */
export function countLayers(tensors: ReadonlyMap<string, unknown>, name: (index: number) => string): number {
  let count = 0;
  while (tensors.has(name(count))) count++;
  return count;
}
