export interface Speedometer {
  sent(bytes: number): void;
  /** Megabytes (10^6) a second in the fastest whole second; of all the time where that is shorter. */
  peak(): number;
}

/** Measures how fast bytes go out, in windows of 1 s. */
export function speedometer(now: () => number = () => performance.now()): Speedometer {
  let start: number | undefined;
  let window = 0;
  let inWindow = 0;
  let most = 0;
  let last = 0;
  return {
    sent(bytes) {
      const time = now();
      start ??= time;
      const current = Math.floor((time - start) / 1000);
      if (current !== window) {
        most = Math.max(most, inWindow);
        window = current;
        inWindow = 0;
      }
      inWindow += bytes;
      last = time;
    },
    peak() {
      if (start === undefined) return 0;
      const tail = Math.min(1000, Math.max(1, last - start - window * 1000));
      // The window that is not full yet counts where there is no other, or where it is already the best.
      const best = window === 0 ? (inWindow * 1000) / tail : Math.max(most, inWindow);
      return best / 1e6;
    },
  };
}
