/** How long a page's main thread was held up, in milliseconds. */
export interface HeldUp {
  /** The longest task that the browser calls long (50 ms and more); 0 where there was none. */
  longTask: number;
  /** The largest gap between two calls of a 5 ms timer. */
  gap: number;
}

/** Runs in a page before its own scripts; `takeHeldUp()` tells of the time since it was last called. */
export function watchMainThread(): void {
  let seen: HeldUp = { longTask: 0, gap: 0 };
  const observer = new PerformanceObserver((list) => note(list.getEntries()));
  const note = (tasks: PerformanceEntryList) => {
    for (const { duration } of tasks) seen.longTask = Math.max(seen.longTask, duration);
  };
  observer.observe({ type: "longtask" });
  let last = performance.now();
  setInterval(() => {
    const now = performance.now();
    seen.gap = Math.max(seen.gap, now - last);
    last = now;
  }, 5);
  Object.assign(globalThis, {
    takeHeldUp(): HeldUp {
      note(observer.takeRecords());
      const taken = seen;
      seen = { longTask: 0, gap: 0 };
      return taken;
    },
  });
}
