import { explained } from "../design/explained.ts";
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
