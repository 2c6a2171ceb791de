/** Decisions read from a tape of numbers, so that a property test shrinks them; the tape begins again at its end. */
export function choices(tape: readonly number[]) {
  let at = 0;
  const below = (count: number): number => tape[at++ % tape.length] % count;
  let taken = 0;
  return { below, serial: () => taken++, pick: <T>(items: readonly T[]): T => items[below(items.length)] };
}
