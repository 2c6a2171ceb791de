/** A duration with three significant digits: "0.91 ms", "12.3 ms", "1,830 ms". */
export function milliseconds(ms: number): string {
  const digits = ms >= 100 ? 0 : ms >= 10 ? 1 : 2;
  return `${ms.toLocaleString("en-GB", { minimumFractionDigits: digits, maximumFractionDigits: digits })} ms`;
}
