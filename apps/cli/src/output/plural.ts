/** A count with its noun: "1 picture", "2 pictures". */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
