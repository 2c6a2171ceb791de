import type { Problem } from "./cross-check.ts";

/** What is wrong with the order of an interval's ends. */
export function checkInterval({ low, high }: { low: number; high: number }, path: (string | number)[]): Problem[] {
  return low > high ? [{ path, message: `must not begin above its end, ${low} above ${high}` }] : [];
}
