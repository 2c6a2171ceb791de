import { isTinyCatsError } from "@tiny-cats/schema/errors";

/** Errors after which a session answers nothing any more. */
const ENDED = ["worker-crashed", "session-disposed"];

/** Something that may end in the middle of its work, and is then started anew. */
export interface Revivable<T> {
  /** Uses it; when it ends under the work, the work is done once more with a new one. */
  use<R>(work: (one: T) => Promise<R>): Promise<R>;
  close(): Promise<void>;
}

/** Starts it at once. `start` must give one that is ready. */
export async function revivable<T extends { dispose(): Promise<void> }>(
  start: () => Promise<T>,
  { onEnd }: { onEnd?: (error: unknown) => void } = {},
): Promise<Revivable<T>> {
  const first = await start();
  let current: Promise<T> = Promise.resolve(first) as Promise<T>;

  /** One restart however many find it ended. A restart that fails is tried again by the next who asks. */
  function revive(ended: Promise<T>, error: unknown): void {
    if (current !== ended) return;
    onEnd?.(error);
    current = start();
    current.catch(() => undefined);
  }

  async function attempt<R>(work: (one: T) => Promise<R>, again: boolean): Promise<R> {
    const used = current;
    let one: T;
    try {
      one = await used;
    } catch (error) {
      revive(used, error);
      if (!again) throw error;
      return attempt(work, false);
    }
    try {
      return await work(one);
    } catch (error) {
      if (!isTinyCatsError(error) || !ENDED.includes(error.code)) throw error;
      revive(used, error);
      if (!again) throw error;
      return attempt(work, false);
    }
  }

  return {
    use: (work) => attempt(work, true),
    async close() {
      const one = await current.catch(() => undefined);
      await one?.dispose();
    },
  };
}
