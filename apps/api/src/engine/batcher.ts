import type { Classification, Classifier } from "@tiny-cats/core";
import { allAborted } from "./all-aborted.ts";
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
      const batch = pending.splice(0, Math.min(most, share));
      void answer(looker, batch).finally(() => {
        idle.push(looker);
        next();
      });
    }
  }

  async function answer(looker: Looker, batch: readonly Asked[]): Promise<void> {
    onBatch?.(batch.length);
    let unanswered = batch;
    const settle = (how: (asked: Asked) => void) => {
      how(unanswered[0]);
      unanswered = unanswered.slice(1);
    };
    const { signal, release } = allAborted(batch.map(({ signal }) => signal));
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
      if (unanswered.length > 0) throw new Error("a classifier left pictures without an answer");
    } catch (error) {
      if (batch.length > 1) await alone(looker, unanswered);
      else for (const { reject } of unanswered) reject(error);
    } finally {
      release();
    }
  }

  /** What ends a run tells nothing of each picture: one that brings its run down must not take others along. */
  async function alone(looker: Looker, unanswered: readonly Asked[]): Promise<void> {
    for (const asked of unanswered) if (!asked.signal?.aborted) await answer(looker, [asked]);
  }

  return function classify(picture: Picture, { signal }: { signal?: AbortSignal } = {}): Promise<Classification> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const cancel = () => {
        const place = pending.indexOf(asked);
        if (place >= 0) pending.splice(place, 1);
        reject(signal?.reason);
      };
      const settling = <A>(settle: (value: A) => void) => {
        return (value: A) => {
          signal?.removeEventListener("abort", cancel);
          settle(value);
        };
      };
      const asked: Asked = { picture, signal, resolve: settling(resolve), reject: settling(reject) };
      signal?.addEventListener("abort", cancel, { once: true });
      pending.push(asked);
      next();
    });
  };
}
