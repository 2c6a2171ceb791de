/** Milliseconds with four significant digits, without an exponent. */
export function formatMs(ms: number): string {
  if (ms === 0 || ms >= 1000) return ms.toFixed(0);
  return ms.toFixed(Math.min(6, Math.max(0, 3 - Math.floor(Math.log10(ms)))));
}
