/** A share from 0 to 1 as a percentage of constant width, such as " 41.2 %". */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1).padStart(5)} %`;
}
