import type { ModelTrainingEvent } from "@tiny-cats/train/node";
import { addLoss, cutCurve, type LossCurve, NO_CURVE } from "./loss-curve.ts";

type Of<T extends ModelTrainingEvent["type"]> = Extract<ModelTrainingEvent, { type: T }>;

/** What is known of a run by its events. */
export interface RunState {
  readonly prepared?: Of<"prepared">;
  /** Update that the run began with or goes on from, and when, in milliseconds. */
  readonly begun?: { readonly step: number; readonly at: number };
  readonly steps: number;
  readonly last?: Of<"step">;
  /** Pictures a second, and the share of the time that was waited for them, both of the last updates. */
  readonly speed?: number;
  readonly waiting?: number;
  /** Seconds that are left. */
  readonly left?: number;
  readonly curve: LossCurve;
  readonly evaluated?: Of<"evaluated">;
  readonly best?: Of<"evaluated">;
  readonly sampled?: Of<"sampled">;
  readonly saved?: number;
  readonly calibrated?: Of<"calibrated">;
  readonly stopped?: Of<"stopped">;
}

export const NEW_RUN: RunState = { steps: 0, curve: NO_CURVE };

/** How much the newest update counts in what is told of speed. */
const NEWEST = 0.1;

/** What is known after an event that came at `at`, in milliseconds. */
export function follow(state: RunState, event: ModelTrainingEvent, at: number): RunState {
  switch (event.type) {
    case "prepared":
      return { ...state, prepared: event };
    case "started":
      return { ...state, begun: { step: event.step, at }, steps: event.steps };
    case "step":
      return afterStep(state, event, at);
    case "rolled-back":
      return { ...state, curve: cutCurve(state.curve, event.step) };
    case "evaluated":
      return { ...state, evaluated: event, ...(event.isBest && { best: event }) };
    case "sampled":
      return { ...state, sampled: event };
    case "saved":
      return { ...state, saved: event.step };
    case "calibrated":
      return { ...state, calibrated: event };
    case "stopped":
      return { ...state, stopped: event };
    default:
      return state;
  }
}

function afterStep(state: RunState, event: Of<"step">, at: number): RunState {
  const { step, loss, examples, milliseconds, waited } = event;
  const { begun = { step: step - 1, at }, steps } = state;
  const seconds = Math.max(1e-6, (milliseconds + waited) / 1000);
  const mean = (before: number | undefined, now: number) =>
    before === undefined ? now : before + NEWEST * (now - before);
  const each = (at - begun.at) / 1000 / Math.max(1, step - begun.step);
  return {
    ...state,
    begun,
    last: event,
    curve: addLoss(state.curve, step, loss),
    // Of both, the means of what a picture took: a mean of speeds would count the quick updates more.
    speed: 1 / mean(state.speed === undefined ? undefined : 1 / state.speed, seconds / examples),
    waiting: mean(state.waiting, waited / 1000 / seconds),
    left: Math.max(0, steps - step) * each,
  };
}
