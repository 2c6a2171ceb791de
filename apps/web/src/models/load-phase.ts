import { isTinyCatsError } from "@tiny-cats/schema/errors";
import type { LoadingProgress, ModelState } from "./model-state.ts";

/** How far a model is on its way, as people are told. */
export type LoadPhase =
  | { name: "idle" | "finding" }
  | { name: "downloading"; progress: LoadingProgress }
  | { name: "starting" | "ready"; from: LoadingProgress["from"] }
  | { name: "failed"; message: string; remedy?: string; code?: string };

/** The phase of a store's state. A model whose bytes are all there is not ready before the runtime has it. */
export function loadPhase(state: ModelState<unknown>): LoadPhase {
  switch (state.phase) {
    case "idle":
      return { name: "idle" };
    case "ready":
      return { name: "ready", from: state.from };
    case "failed":
      return { name: "failed", ...explained(state.error) };
    case "loading": {
      const { progress } = state;
      if (!progress) return { name: "finding" };
      if (progress.bytes >= progress.total) return { name: "starting", from: progress.from };
      return { name: "downloading", progress };
    }
  }
}

/** What people are told of an error: ours with their remedy, others in their own words. */
export function explained(error: unknown): { message: string; remedy?: string; code?: string } {
  if (isTinyCatsError(error)) return { message: error.message, remedy: error.remedy, code: error.code };
  return { message: error instanceof Error ? error.message : String(error) };
}
