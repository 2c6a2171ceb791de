import type { Clock } from "../engine/clock.ts";

/** A clock that moves only when told. */
export function fakeClock(): Clock & { pass(ms: number): void } {
  let now = 0;
  return {
    now: () => now,
    pass(ms) {
      now += ms;
    },
  };
}

/** A fake clock that also moves by `step` whenever it is read, as real ones do. */
export function tickingClock(step: number): Clock & { pass(ms: number): void } {
  let now = 0;
  return {
    now() {
      now += step;
      return now;
    },
    pass(ms) {
      now += ms;
    },
  };
}
