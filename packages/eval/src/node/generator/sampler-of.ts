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

/** The model's recommended sampler with what was told in its place. */
export function samplerOf({ generation: { sampler } }: GenerationManifest, options: SamplerOptions): Sampler {
  const [from, to] = options.guidanceInterval ?? sampler.guidance.interval;
  return {
    solver: options.solver ?? sampler.solver,
    steps: options.steps ?? sampler.steps,
    times: options.times ?? sampler.times,
    guidance: {
      scale: options.guidance ?? sampler.guidance.scale,
      interval: [from, to],
      rescale: options.guidanceRescale ?? sampler.guidance.rescale,
    },
  };
}
