/** A number for people, in four digits. */
export function numberText(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** A number with its interval: "0.9128 (0.895 to 0.929)". */
export function withInterval(value: number, interval: { low: number; high: number } | null): string {
  return interval
    ? `${numberText(value)} (${numberText(interval.low)} to ${numberText(interval.high)})`
    : numberText(value);
}
