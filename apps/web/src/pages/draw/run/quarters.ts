/** Says of growing shares when another quarter is reached, so that a screen reader isn't told of every step: 25, 50, 75 or 100, else undefined. */
export function createQuarters(): (share: number) => number | undefined {
  let said = 0;
  return (share) => {
    const quarter = Math.floor(share * 4 + 1e-9);
    if (quarter <= said) return undefined;
    said = quarter;
    return quarter * 25;
  };
}
