import { isTinyCatsError } from "@tiny-cats/schema/errors";

/** Errors after which a session answers nothing any more. */
const ENDED = ["worker-crashed", "session-disposed"];

/** Something that may end in the middle of its work, and is then started anew. */
export interface Revivable<T> {
  /** Uses it; when it ends under the work, the work is done once more with a new one. */
  use<R>(work: (one: T) => Promise<R>): Promise<R>;
  /** From now on it stays ended once it ends. */
  stop(): void;
}

/** Starts it at once. `start` must give one that is ready. */
export async function revivable<T>(
  start: () => Promise<T>,
  { onEnd }: { onEnd?: (error: unknown) => void } = {},
): Promise<Revivable<T>> {
  const first = await start();
  let current = Promise.resolve(first) as Promise<T>;
  let stopped = false;

  /** One restart however many find it ended. A restart that fails is tried again by the next who asks. */
  function revive(ended: Promise<T>, error: unknown): void {
    if (current !== ended) return;
    onEnd?.(error);
    current = start();
    current.catch(() => undefined);
  }

  async function attempt<R>(work: (one: T) => Promise<R>, again: boolean): Promise<R> {
    const used = current;
    let started = false;
    try {
      const one = await used;
      started = true;
      return await work(one);
    } catch (error) {
      const ended = !started || (isTinyCatsError(error) && ENDED.includes(error.code));
      if (!ended || stopped) throw error;
      revive(used, error);
      if (!again) throw error;
      return attempt(work, false);
    }
  }

  return {
    use: (work) => attempt(work, true),
    stop() {
      stopped = true;
    },
  };
}
