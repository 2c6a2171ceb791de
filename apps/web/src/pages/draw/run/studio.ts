import type { Drawing, DrawStep, Generator, RgbImage } from "@tiny-cats/core";
import { drawingText, encodePng } from "@tiny-cats/core/png";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import { isBroken } from "../../../models/is-broken.ts";
import type { DrawPlan } from "../settings/draw-plan.ts";
import type { Result } from "./result.ts";
import { stepCosts } from "./step-costs.ts";
import { createTimeLeft, type HowFar } from "./time-left.ts";

/** Drawing that is under way. */
interface Run extends HowFar {
  plan: DrawPlan;
  phase: "loading" | "drawing";
  /** The picture that is being drawn, from 1. */
  picture: number;
  /** Steps of it that are done. */
  step: number;
}

export interface StudioState {
  run?: Run;
  /** Of the latest run, in their order. */
  results: readonly Result[];
  /** What the latest run ended with, unless well. */
  error?: unknown;
  /** How the latest run ended. */
  ended?: "done" | "cancelled" | "failed";
  /** Milliseconds that one run of the model took for one picture, in the latest drawing. */
  unit?: number;
}

/** A picture on its way: made only when called for. */
export type Preview = { step: number; image: () => RgbImage };

/** Draws plans, one at a time. */
export interface Studio {
  state(): StudioState;
  subscribe(listener: () => void): () => void;
  /** Told of every step of the picture that is being drawn. */
  onPreview(listener: (preview: Preview) => void): () => void;
  /** Ends what is under way, and draws this; never rejects. */
  draw(plan: DrawPlan): Promise<void>;
  /** Ends at once; what is drawn already stays. */
  cancel(): void;
}

/** What says that the model has to be loaded anew: its store may have let go of it while it drew. */
const needsAnother = (error: unknown) =>
  isBroken(error) || (isTinyCatsError(error) && error.code === "session-disposed");

export interface StudioParts {
  load(): Promise<Generator>;
  /** Ends loading. */
  stopLoading(): void;
  /** Lets go of a model whose worker has ended. */
  discard(): void;
  /** Told of each drawing. */
  keep(result: Result): void;
  now?: () => number;
  newId?: () => string;
}

export function createStudio({
  load,
  stopLoading,
  discard,
  keep,
  now = () => performance.now(),
  newId = () => crypto.randomUUID(),
}: StudioParts): Studio {
  let state: StudioState = { results: [] };
  let underWay: AbortController | undefined;
  const listeners = new Set<() => void>();
  const watchers = new Set<(preview: Preview) => void>();
  const set = (next: StudioState) => {
    state = next;
    for (const listener of listeners) listener();
  };

  async function work(plan: DrawPlan, signal: AbortSignal): Promise<void> {
    const generator = await load();
    signal.throwIfAborted();
    const timeLeft = createTimeLeft(stepCosts(plan), plan.count, now);
    const progress = (more: Partial<Run>) => {
      if (!signal.aborted && state.run) set({ ...state, run: { ...state.run, phase: "drawing", ...more } });
    };
    progress({});
    for (let i = 0; i < plan.count; i++) {
      progress({ picture: i + 1, step: 0 });
      const onStep = ({ step, preview }: DrawStep) => {
        if (signal.aborted) return;
        progress({ step, ...timeLeft.step(step) });
        for (const watcher of watchers) watcher({ step, image: () => preview()[0] });
      };
      const { count: _, breed, index, seed, ...options } = plan;
      const drawings = generator.draw([{ breed, index }], { ...options, seed: seed + i, signal, onStep });
      for await (const drawing of drawings) {
        const result = await resultOf(drawing);
        signal.throwIfAborted();
        set({ ...state, results: [...state.results, result], unit: timeLeft.unit() ?? state.unit });
        keep(result);
      }
    }
  }

  async function resultOf({ image, settings }: Drawing): Promise<Result> {
    const png = await encodePng(image, { text: drawingText(settings) });
    return { id: newId(), image, png, settings, at: Date.now() };
  }

  function cancel(): void {
    if (!underWay) return;
    underWay.abort(new DOMException("cancelled", "AbortError"));
    underWay = undefined;
    if (state.run?.phase === "loading") stopLoading();
    set({ results: state.results, unit: state.unit, ended: "cancelled" });
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onPreview(listener) {
      watchers.add(listener);
      return () => watchers.delete(listener);
    },
    cancel,
    async draw(plan) {
      cancel();
      const mine = new AbortController();
      underWay = mine;
      set({ results: [], unit: state.unit, run: { plan, phase: "loading", picture: 1, step: 0, share: 0 } });
      try {
        await work(plan, mine.signal);
        if (underWay === mine) set({ results: state.results, unit: state.unit, ended: "done" });
      } catch (error) {
        if (underWay !== mine) return;
        const isCancelled = error instanceof DOMException && error.name === "AbortError";
        if (needsAnother(error)) discard();
        set({
          results: state.results,
          unit: state.unit,
          ...(isCancelled ? { ended: "cancelled" } : { ended: "failed", error }),
        });
      } finally {
        if (underWay === mine) underWay = undefined;
      }
    },
  };
}
