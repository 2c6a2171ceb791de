/** Bits of a braille sign's dots: left column from the top down, then right. */
const DOTS = [
  [0x01, 0x02, 0x04, 0x40],
  [0x08, 0x10, 0x20, 0x80],
] as const;

/**
 * A curve in signs of 2 x 4 dots, `width` signs wide and `height` high, the largest value at the top and the smallest at the bottom. `values` are spread over the
 * width evenly; one that is missing leaves a gap, and neighbours are joined.
 */
export function brailleCurve(
  values: readonly (number | undefined)[],
  { width, height }: { width: number; height: number },
): string[] {
  const cells = Array.from({ length: height }, () => new Uint8Array(width));
  const known = values.filter((value) => value !== undefined);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const [columns, rows] = [2 * width, 4 * height];
  const rowOf = (value: number) =>
    most === least ? rows >> 1 : Math.round(((most - value) / (most - least)) * (rows - 1));
  const dot = (x: number, y: number) => {
    cells[y >> 2][x >> 1] |= DOTS[x & 1][y & 3];
  };
  let before: number | undefined;
  for (let x = 0; x < columns; x++) {
    const value = values[Math.floor((x * values.length) / columns)];
    if (value === undefined) {
      before = undefined;
      continue;
    }
    const y = rowOf(value);
    const from = before === undefined || before === y ? y : before + Math.sign(y - before);
    for (let at = Math.min(from, y); at <= Math.max(from, y); at++) dot(x, at);
    before = y;
  }
  return cells.map((row) => String.fromCharCode(...Array.from(row, (bits) => 0x2800 + bits)));
}
