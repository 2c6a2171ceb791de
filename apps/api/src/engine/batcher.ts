import type { Classification, Classifier } from "@tiny-cats/core";
import type { Revivable } from "./revivable.ts";

type Picture = Uint8Array;
type Looker = Pick<Revivable<Pick<Classifier<Picture>, "classifyAll">>, "use">;

export interface BatcherOptions {
  /** Pictures a run, at most. */
  most: number;
  onBatch?: (pictures: number) => void;
}

interface Asked {
  picture: Picture;
  signal?: AbortSignal;
  resolve(found: Classification): void;
  reject(error: unknown): void;
}

/** Gathers pictures that wait into runs: nothing is held back for company, so a picture alone runs at once. One run at a time for each looker. */
export function createBatcher(lookers: readonly Looker[], { most, onBatch }: BatcherOptions) {
  const pending: Asked[] = [];
  const idle = [...lookers];

  function next(): void {
    while (idle.length > 0 && pending.length > 0) {
      const looker = idle.pop() as Looker;
      // Shared out, so that no classifier idles while another has a crowd.
      const share = Math.ceil(pending.length / (idle.length + 1));
      const batch = pending.splice(0, Math.min(most, share)).filter(({ signal }) => !signal?.aborted);
      void answer(looker, batch).finally(() => {
        idle.push(looker);
        next();
      });
    }
  }

  async function answer(looker: Looker, batch: Asked[]): Promise<void> {
    if (batch.length === 0) return;
    onBatch?.(batch.length);
    let unanswered = batch;
    const settle = (how: (asked: Asked) => void) => {
      how(unanswered[0]);
      unanswered = unanswered.slice(1);
    };
    const signal = allAborted(batch);
    try {
      await looker.use(async (classifier) => {
        const pictures = unanswered.map(({ picture }) => picture);
        const found = classifier.classifyAll(pictures, {
          batchSize: pictures.length,
          signal,
          onUnreadable: (error) => settle(({ reject }) => reject(error)),
        });
        for await (const classification of found) settle(({ resolve }) => resolve(classification));
      });
    } catch (error) {
      for (const { reject } of unanswered) reject(error);
    }
  }

  return function classify(picture: Picture, { signal }: { signal?: AbortSignal } = {}): Promise<Classification> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
      pending.push({ picture, signal, resolve, reject });
      next();
    });
  };
}

/** Aborts once nobody wants any of the batch. */
function allAborted(batch: readonly Asked[]): AbortSignal | undefined {
  const signals = batch.flatMap(({ signal }) => signal ?? []);
  if (signals.length < batch.length) return undefined;
  const all = new AbortController();
  for (const signal of signals) {
    signal.addEventListener(
      "abort",
      () => {
        if (signals.every(({ aborted }) => aborted)) all.abort(signal.reason);
      },
      { once: true },
    );
  }
  return all.signal;
}
