import type { Classification } from "@tiny-cats/core";
import type { Engine } from "../engine/engine.ts";

/** A job that an engine has begun; it ends when it is told to, or when its signal aborts. */
interface FakeJob {
  kind: "classify" | "draw";
  signal: AbortSignal | undefined;
  /** One step of a drawing, with a preview of so many bytes. */
  step(bytes: number): void;
  finish(): void;
  fail(error: unknown): void;
}

export interface FakeEngine extends Engine {
  /** Those that run, in the order in which they were begun. */
  readonly running: FakeJob[];
  /** How many were begun, and how many at most ran at once. */
  readonly begun: number;
  readonly most: number;
  readonly aborted: number;
}

export interface FakeEngineOptions {
  /** Milliseconds after which a job ends by itself; never unless told. */
  takesMs?: number;
  /** Bytes of a drawing. */
  pngBytes?: number;
}

/** An engine whose work takes as long as a test wants. */
export function fakeEngine({ takesMs, pngBytes = 100 }: FakeEngineOptions = {}): FakeEngine {
  const running: FakeJob[] = [];
  const count = { begun: 0, most: 0, aborted: 0 };

  function job<T>(
    kind: FakeJob["kind"],
    value: T,
    signal: AbortSignal | undefined,
    step: (bytes: number) => void = () => undefined,
  ) {
    return new Promise<T>((resolve, reject) => {
      const end = (how: () => void) => {
        const place = running.indexOf(one);
        if (place < 0) return;
        running.splice(place, 1);
        how();
      };
      const one: FakeJob = {
        kind,
        signal,
        step,
        finish: () => end(() => resolve(value)),
        fail: (error) => end(() => reject(error)),
      };
      signal?.addEventListener("abort", () => {
        end(() => {
          count.aborted++;
          reject(signal.reason);
        });
      });
      running.push(one);
      count.begun++;
      count.most = Math.max(count.most, running.length);
      if (takesMs !== undefined) setTimeout(one.finish, takesMs);
    });
  }

  return {
    running,
    get begun() {
      return count.begun;
    },
    get most() {
      return count.most;
    },
    get aborted() {
      return count.aborted;
    },
    classify: (_, { signal }) => job("classify", CLASSIFICATION, signal),
    draw: (settings, { signal, onStep }) =>
      job("draw", new Uint8Array(pngBytes).fill(settings.index), signal, (bytes) =>
        onStep?.({ step: 1, steps: settings.steps, preview: new Uint8Array(bytes) }),
      ),
    close: async () => undefined,
  };
}

const CLASSIFICATION: Classification = {
  predictions: [{ id: 0, label: "Abyssinian", probability: 1 }],
  catProbability: 1,
  logits: new Float32Array(13),
} as unknown as Classification;
