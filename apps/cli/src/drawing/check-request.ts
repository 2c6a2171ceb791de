import { createGenerator, type DrawOptions, type DrawRequest, type Session, type TensorInfo } from "@tiny-cats/core";
import type { GenerationManifest } from "@tiny-cats/schema";

const REACHED = Symbol("the model would run now");

/**
 * Refuses what can't be drawn before the model is loaded, by the generator's own checks: it runs over a graph that is described but not there.
 *
 * @throws what Generator.draw throws of its arguments
 */
export async function checkRequest(
  manifest: GenerationManifest,
  requests: readonly DrawRequest[],
  options: DrawOptions,
): Promise<void> {
  const generator = createGenerator(absentGraph(manifest), manifest, { modelSha256: "" });
  try {
    await generator
      .draw(
        requests.filter(({ index = 0 }) => index === 0),
        { ...options, onStep: undefined },
      )
      .next();
  } catch (error) {
    if (error !== REACHED) throw error;
  }
}

function absentGraph({ generation }: GenerationManifest): Session {
  const side = generation.image_size;
  const picture = ["batch", 3, side, side];
  const info = (name: string, dtype: string, dims: TensorInfo["dims"]): TensorInfo => ({ name, dtype, dims });
  return {
    inputs: [
      info("noise", "float32", picture),
      info("timestep", "float32", ["batch"]),
      info("breed", "int64", ["batch"]),
    ],
    outputs: [info("velocity", "float32", picture)],
    runtime: "none",
    run: () => Promise.reject(REACHED),
    dispose: async () => undefined,
    [Symbol.asyncDispose]: async () => undefined,
  };
}
