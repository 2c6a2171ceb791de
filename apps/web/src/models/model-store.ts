import { isTinyCatsError } from "@tiny-cats/schema/errors";
import type { LoadingProgress, ModelState } from "./model-state.ts";

/** Loads from one place. */
export type LoadFrom<T> = (
  source: URL,
  options: { signal: AbortSignal; onProgress(progress: LoadingProgress): void },
) => Promise<T>;

/** A model that pages share: loaded once, on demand. */
export interface ModelStore<T> {
  state(): ModelState<T>;
  subscribe(listener: () => void): () => void;
  /** Loads it unless it is there or on its way; the places are tried in turn. */
  load(): Promise<T>;
  /** Ends loading. */
  cancel(): void;
  /** Lets go of the model, such as after its worker has crashed; the next load begins anew. */
  reset(): void;
  /** Takes other places from now on, and lets go of the model. */
  setSources(sources: readonly URL[]): void;
}

/** What says of the place that it has no such model, so that another is worth trying; not that the model is bad. */
const ELSEWHERE = [
  "no-manifest",
  "download-failed",
  "hash-mismatch",
  "invalid-json",
  "wrong-document",
  "invalid-document",
];

export function createModelStore<T extends { dispose(): Promise<void> }>(
  places: () => readonly URL[],
  loadFrom: LoadFrom<T>,
  now: () => number = () => performance.now(),
): ModelStore<T> {
  let state: ModelState<T> = { phase: "idle" };
  let sources: readonly URL[] | undefined;
  let underWay: { promise: Promise<T>; controller: AbortController } | undefined;
  const listeners = new Set<() => void>();
  const set = (next: ModelState<T>) => {
    state = next;
    for (const listener of listeners) listener();
  };

  async function tryAll(signal: AbortSignal): Promise<T> {
    const all = sources ?? places();
    // A place that has no model says less of what is wrong than one whose model is damaged.
    let worse: unknown;
    for (const [i, source] of all.entries()) {
      try {
        let from: LoadingProgress["from"] = "network";
        const report = speedOf(now);
        const model = await loadFrom(source, {
          signal,
          onProgress(progress) {
            from = progress.from;
            if (!signal.aborted) set({ phase: "loading", progress: report(progress) });
          },
        });
        if (signal.aborted) {
          void model.dispose();
          signal.throwIfAborted();
        }
        set({ phase: "ready", model, source, from });
        return model;
      } catch (error) {
        signal.throwIfAborted();
        const isElsewhere = isTinyCatsError(error) && ELSEWHERE.includes(error.code);
        if (!isElsewhere) throw error;
        if (error.code !== "no-manifest") worse = error;
        if (i === all.length - 1) throw worse ?? error;
      }
    }
    throw new Error("a model without a place");
  }

  function letGo(): void {
    underWay?.controller.abort(new DOMException("cancelled", "AbortError"));
    underWay = undefined;
    if (state.phase === "ready") void state.model.dispose().catch(() => undefined);
    set({ phase: "idle" });
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    load() {
      if (state.phase === "ready") return Promise.resolve(state.model);
      if (underWay) return underWay.promise;
      const controller = new AbortController();
      set({ phase: "loading" });
      const mine = {
        controller,
        promise: tryAll(controller.signal).catch((error) => {
          if (underWay === mine) set(controller.signal.aborted ? { phase: "idle" } : { phase: "failed", error });
          throw error;
        }),
      };
      underWay = mine;
      void mine.promise
        .catch(() => undefined)
        .finally(() => {
          if (underWay === mine) underWay = undefined;
        });
      return mine.promise;
    },
    cancel: () => underWay && letGo(),
    reset: letGo,
    setSources(next) {
      sources = next;
      letGo();
    },
  };
}

/** Adds the speed of a download to its progress. */
function speedOf(now: () => number): (progress: LoadingProgress) => LoadingProgress {
  let first: { at: number; bytes: number } | undefined;
  return (progress) => {
    first ??= { at: now(), bytes: progress.bytes };
    const seconds = (now() - first.at) / 1000;
    if (seconds < 0.5) return progress;
    return { ...progress, bytesPerSecond: (progress.bytes - first.bytes) / seconds };
  };
}
