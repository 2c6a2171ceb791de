const collator = new Intl.Collator("en", { numeric: true });

/** Orders file names as people do: cat2 before cat10, whatever the machine's language. */
export function naturalOrder(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}
