import { findLabel, solvers, type TimeGrid } from "@tiny-cats/core";
import type { GenerationManifest } from "@tiny-cats/schema";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import { texts } from "../../../texts.ts";
import type { Draft, DraftField } from "./draft.ts";
import { type DrawPlan, MAX_COUNT } from "./draw-plan.ts";

const { wrong } = texts.draw;

/** What is wrong with fields, in words. */
export type Faults = Partial<Record<DraftField, string>>;

/** The plan that a form asks of a model, or what is wrong with it. */
export function readDraft(
  draft: Draft,
  { labels, generation }: GenerationManifest,
): { plan?: DrawPlan; faults: Faults } {
  const faults: Faults = {};
  const whole = (field: DraftField, min: number, max: number) => {
    const value = /^\d{1,16}$/.test(draft[field].trim()) ? Number(draft[field]) : Number.NaN;
    if (!(value >= min && value <= max)) faults[field] = wrong.whole(shown(draft[field]), min, max);
    return value;
  };
  const decimal = (field: DraftField, min: number, max: number) => {
    const text = draft[field].trim();
    const value = /^-?\d{0,30}\.?\d{1,30}(e[-+]?\d{1,3})?$/i.test(text) ? Number(text) : Number.NaN;
    if (!(value >= min && value <= max)) faults[field] = wrong.decimal(shown(draft[field]), min, max);
    return value;
  };

  const count = whole("count", 1, MAX_COUNT);
  // The last picture's seed has to be one as well.
  const seed = whole("seed", 0, Number.MAX_SAFE_INTEGER - (count >= 1 ? count - 1 : 0));
  const index = whole("index", 0, 2 ** 16 - 1);
  const steps = whole("steps", 1, 1000);
  const guidance = decimal("guidance", 0, 100);
  const from = decimal("from", 0, 1);
  const to = decimal("to", 0, 1);
  if (from > to) faults.to = wrong.interval(shown(draft.from), shown(draft.to));
  const rescale = decimal("rescale", 0, 1);
  const breed = breedOf(draft.breed, labels, generation.drawable);
  if (breed.fault) faults.breed = breed.fault;
  if (!Object.hasOwn(solvers, draft.solver))
    faults.solver = wrong.choice(shown(draft.solver), Object.keys(solvers).join(", "));
  const times = timesOf();
  if (Object.keys(faults).length > 0 || !times) return { faults };
  const sampler = { steps, solver: draft.solver, times, guidance, guidanceRescale: rescale };
  return { faults, plan: { breed: breed.label, seed, index, count, ...sampler, guidanceInterval: [from, to] } };

  /** Within these bounds every number of steps has times that differ. */
  function timesOf(): TimeGrid | undefined {
    switch (draft.grid) {
      case "uniform":
        return { kind: "uniform" };
      case "shifted": {
        const shift = decimal("shift", 0.01, 100);
        return faults.shift ? undefined : { kind: "shifted", shift };
      }
      case "logit-normal": {
        const mean = decimal("mean", -10, 10);
        const std = decimal("std", 0.01, 10);
        return faults.mean || faults.std ? undefined : { kind: "logit-normal", mean, std };
      }
      default:
        faults.grid = wrong.choice(shown(draft.grid), "uniform, shifted, logit-normal");
        return undefined;
    }
  }
}

function breedOf(
  text: string,
  labels: readonly string[],
  drawable: readonly number[],
): { label: string; fault?: string } {
  try {
    const id = findLabel(text, labels);
    if (drawable.includes(id)) return { label: labels[id] };
    return { label: labels[id], fault: wrong.notDrawable(labels[id]) };
  } catch (error) {
    return { label: "", fault: wordsOf(error) };
  }
}

function wordsOf(error: unknown): string {
  if (!isTinyCatsError(error)) throw error;
  return wrong.because(error.message, error.remedy);
}

/** A stranger's text, short enough to stand in a sentence. */
function shown(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
