const UNITS = ["kB", "MB", "GB", "TB"];

/** A size for a human, in powers of ten, such as "9.2 MB". */
export function bytes(count: number): string {
  if (count < 1000) return `${count} B`;
  let size = count;
  let unit = -1;
  while (size >= 999.5 && unit < UNITS.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${size < 9.95 ? size.toFixed(1) : Math.round(size)} ${UNITS[unit]}`;
}
