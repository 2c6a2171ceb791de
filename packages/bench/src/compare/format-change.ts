/** A change as a percentage with its sign; nothing where there is none. */
export function formatChange(change: number | null): string {
  return change === null ? "" : `${change > 0 ? "+" : ""}${(change * 100).toFixed(1)} %`;
}
