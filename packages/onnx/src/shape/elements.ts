/** The product of sides. */
export function elements(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}

/** The product of sides in which an empty one counts as 1: what a loop over some of the axes can come to where there are no elements. */
export function extent(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * (side || 1), 1);
}
