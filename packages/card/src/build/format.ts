/** Numbers as cards show them. */
export const format = {
  /** A share of 1 as per cent with two decimals. */
  percent: (value: number): string => `${(value * 100).toFixed(2)} %`,
  /** Milliseconds: three figures, whole ones past 100. */
  ms: (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3)),
  /** Four figures. */
  number: (value: number): string => (Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)))),
  /** With commas between thousands. */
  count: (value: number): string => value.toLocaleString("en-US"),
  /** Megabytes of a million bytes. */
  bytes: (value: number): string =>
    value < 1e6 ? `${format.count(value)} B` : `${(value / 1e6).toFixed(value < 1e8 ? 2 : 0)} MB`,
};
