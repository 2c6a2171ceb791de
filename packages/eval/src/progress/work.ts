/** Work in pieces: each yields the share done, 0 to 1. */
export type Work<T> = Generator<number, T>;

/** Part of a larger work: its shares are mapped to the range from `from` to `to`. */
export function* part<T>(work: Work<T>, from: number, to: number): Work<T> {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    yield from + (to - from) * value;
  }
}
