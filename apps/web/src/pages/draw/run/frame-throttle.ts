/** What hands values on when the screen is about to be painted: the latest of them, and no more often. */
export interface FrameThrottle<T> {
  push(value: T): void;
  /** Drops what still waits. */
  clear(): void;
}

export function createFrameThrottle<T>(
  show: (value: T) => void,
  requestFrame: (callback: () => void) => number = (callback) => requestAnimationFrame(callback),
  cancelFrame: (frame: number) => void = (frame) => cancelAnimationFrame(frame),
): FrameThrottle<T> {
  let waiting: { value: T; frame: number } | undefined;
  return {
    push(value) {
      if (waiting) {
        waiting.value = value;
        return;
      }
      const mine = { value, frame: 0 };
      waiting = mine;
      mine.frame = requestFrame(() => {
        if (waiting !== mine) return;
        waiting = undefined;
        show(mine.value);
      });
    },
    clear() {
      if (waiting) cancelFrame(waiting.frame);
      waiting = undefined;
    },
  };
}
