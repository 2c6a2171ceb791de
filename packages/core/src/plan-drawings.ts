import type { GenerationManifest } from "@tiny-cats/schema";
import { checkBatchSize } from "./check-batch-size.ts";
import { type DrawRequest, resolveRequest } from "./draw-request.ts";
import type { DrawOptions } from "./generator.ts";
import type { DrawingSettings } from "./image/drawing-metadata.ts";
import { checkSeed } from "./random/seed.ts";
import { checkGuidance, type GuidanceOptions } from "./solvers/guidance.ts";
import { findSolver } from "./solvers/registry.ts";
import { timeGrid } from "./solvers/times.ts";
import type { Solver } from "./solvers/velocity.ts";

/** What was asked to be drawn, with all that was left out filled in from the model's recommended sampler. */
export interface DrawingPlan {
  /** The label and index of each request, and its place among them. */
  drawings: { id: number; index: number; place: number }[];
  /** What the drawings have in common. */
  settings: Omit<DrawingSettings, "breed" | "index" | "modelSha256">;
  solve: Solver;
  /** Times from 0 to 1, steps + 1 of them. */
  grid: readonly number[];
  /** As `guide` takes it, but for the labels. */
  guidance: Omit<GuidanceOptions, "labels">;
  /** Pictures a run. */
  batchSize: number;
}

/**
 * Checks what is asked of a generator before anything of its graph is run, or even loaded.
 *
 * @throws TinyCatsError "unknown-breed", "not-drawable", "invalid-seed", "invalid-index", "invalid-steps", "unknown-solver", "invalid-guidance", "invalid-times", "invalid-batch-size"
 */
export function planDrawings(
  requests: Iterable<DrawRequest | string | number>,
  options: DrawOptions,
  manifest: GenerationManifest,
): DrawingPlan {
  const { sampler, null_class: nullClass } = manifest.generation;
  const { seed, steps = sampler.steps, solver = sampler.solver, times = sampler.times } = options;
  const guidance = {
    nullClass,
    scale: options.guidance ?? sampler.guidance.scale,
    interval: options.guidanceInterval ?? sampler.guidance.interval,
    rescale: options.guidanceRescale ?? sampler.guidance.rescale,
  };
  checkSeed(seed);
  checkGuidance({ labels: [nullClass], ...guidance });
  return {
    drawings: Array.from(requests, (request, place) => ({ ...resolveRequest(request, manifest), place })),
    settings: {
      seed,
      steps,
      solver,
      times,
      guidance: guidance.scale,
      guidanceInterval: [...guidance.interval],
      guidanceRescale: guidance.rescale,
    },
    solve: findSolver(solver).solve,
    grid: timeGrid(times, steps),
    guidance,
    batchSize: checkBatchSize(options.batchSize ?? 12),
  };
}
