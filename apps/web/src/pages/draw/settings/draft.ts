import type { GenerationManifest } from "@tiny-cats/schema";
import type { DrawPlan } from "./draw-plan.ts";

/** The form as it is filled in: what stands in each field, be it right or wrong. */
export interface Draft {
  breed: string;
  seed: string;
  count: string;
  steps: string;
  solver: string;
  guidance: string;
  /** Where the steps lie: "uniform", "shifted" or "logit-normal". */
  grid: string;
  shift: string;
  mean: string;
  std: string;
  /** The times between which guidance acts. */
  from: string;
  to: string;
  rescale: string;
  /** Which of the seed's pictures of the breed. */
  index: string;
}

export type DraftField = keyof Draft;

/** Fields that stand for how to draw, not what. */
export type SamplerFields = Omit<Draft, "breed" | "seed" | "count" | "index">;

/** How the model recommends to draw. */
export function recommended({ generation: { sampler } }: GenerationManifest): SamplerFields {
  const { scale, interval, rescale } = sampler.guidance;
  return samplerFields({ ...sampler, guidance: scale, guidanceInterval: interval, guidanceRescale: rescale });
}

/** The form that asks for a plan. */
export function draftOf(plan: DrawPlan): Draft {
  const { breed, seed, count, index } = plan;
  return { breed, seed: String(seed), count: String(count), index: String(index), ...samplerFields(plan) };
}

type SamplerSettings = Pick<
  DrawPlan,
  "steps" | "solver" | "times" | "guidance" | "guidanceInterval" | "guidanceRescale"
>;

function samplerFields(settings: SamplerSettings): SamplerFields {
  const { steps, solver, times, guidance, guidanceInterval, guidanceRescale } = settings;
  return {
    steps: String(steps),
    solver,
    guidance: String(guidance),
    grid: times.kind,
    // What a grid of the kind begins with when it is chosen.
    shift: times.kind === "shifted" ? String(times.shift) : "3",
    mean: times.kind === "logit-normal" ? String(times.mean) : "0",
    std: times.kind === "logit-normal" ? String(times.std) : "1",
    from: String(guidanceInterval[0]),
    to: String(guidanceInterval[1]),
    rescale: String(guidanceRescale),
  };
}
