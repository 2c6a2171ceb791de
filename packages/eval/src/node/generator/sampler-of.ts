import { findSolver, guide, timeGrid } from "@tiny-cats/core";
import type { GenerationManifest, Sampler } from "@tiny-cats/schema";

/** How to draw where not as the model recommends. */
export interface SamplerOptions {
  steps?: number;
  solver?: Sampler["solver"];
  times?: Sampler["times"];
  guidance?: number;
  guidanceInterval?: readonly [number, number];
  guidanceRescale?: number;
}

/**
 * The model's recommended sampler with what was told in its place, held to what drawing takes.
 *
 * @throws TinyCatsError "invalid-steps", "invalid-time-grid", "unknown-solver", "invalid-guidance"
 */
export function samplerOf(
  { generation: { sampler, null_class } }: GenerationManifest,
  options: SamplerOptions,
): Sampler {
  const { steps = sampler.steps, solver = sampler.solver, times = sampler.times } = options;
  const { guidance: scale = sampler.guidance.scale, guidanceRescale: rescale = sampler.guidance.rescale } = options;
  const [from, to] = options.guidanceInterval ?? sampler.guidance.interval;
  const guidance = { scale, interval: [from, to] as [number, number], rescale };
  timeGrid(times, steps);
  findSolver(solver);
  // Refused at once; the velocity is never asked for.
  guide((x) => x, { ...guidance, labels: [0], nullClass: null_class });
  return { solver, steps, times, guidance };
}
