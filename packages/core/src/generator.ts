import type { GenerationManifest } from "@tiny-cats/schema";
import { batches } from "./batches.ts";
import { type DrawRequest, noiseIndex } from "./draw-request.ts";
import type { DrawingSettings } from "./image/drawing-metadata.ts";
import { tensorToImage } from "./image/image-tensor.ts";
import type { RgbImage } from "./image/rgb-image.ts";
import { expectTensor } from "./model-io.ts";
import { planDrawings } from "./plan-drawings.ts";
import type { ProviderChoice } from "./provider-choice.ts";
import { normals } from "./random/normals.ts";
import type { Session } from "./session.ts";
import { guide, type LabelledVelocity } from "./solvers/guidance.ts";
import type { TimeGrid } from "./solvers/times.ts";

/** Milliseconds of work after which others get their turn. */
const TURN = 2;

/** How to draw. What is left out comes from the model's recommended sampler. */
export interface DrawOptions {
  /** 0 to 2^53 - 1. Equal seed, breed, index and settings give an equal picture, whatever else is drawn. */
  seed: number;
  /** Intervals of the solver, 1 to 1000. */
  steps?: number;
  /** "euler", "heun", "midpoint", "rk4" or "ab2". */
  solver?: string;
  /** Where in [0, 1] the steps lie. */
  times?: TimeGrid;
  /** Guidance scale: 1 is none. */
  guidance?: number;
  /** Times between which guidance acts. */
  guidanceInterval?: readonly [number, number];
  /** 0 to 1: how far guidance's gain in contrast is taken back. */
  guidanceRescale?: number;
  /** Pictures per run, 1 to 256; 12 unless told. Guidance doubles what one run holds. */
  batchSize?: number;
  signal?: AbortSignal;
  onStep?: (step: DrawStep) => void;
}

/** Where drawing has got to. */
export interface DrawStep {
  /** Pictures of the current batch, as places in the list asked for. */
  pictures: readonly number[];
  /** Pictures asked for, in all. */
  total: number;
  step: number;
  steps: number;
  /** The time reached, 0 (noise) to 1 (picture). */
  time: number;
  /** The clean pictures as the model sees them so far, made only when called for. */
  preview(): RgbImage[];
}

/** A finished drawing with all that it takes to draw it again. */
export interface Drawing {
  image: RgbImage;
  settings: DrawingSettings;
}

/** Draws pictures of breeds. */
export interface Generator {
  readonly manifest: GenerationManifest;
  readonly labels: readonly string[];
  /** The labels the model was trained to draw. */
  readonly drawable: readonly string[];
  /** What executes the graph. */
  readonly runtime: string;
  /** How that was chosen, where it was left open by `device: "auto"`. */
  readonly provider?: ProviderChoice;
  /** Draws in the order asked for, one batch in memory at a time. */
  draw(requests: Iterable<DrawRequest | string | number>, options: DrawOptions): AsyncGenerator<Drawing>;
  dispose(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * A generator over a loaded graph: `noise` f32 [b, 3, S, S], `timestep` f32 [b], `breed` int64 [b] -> `velocity` f32 [b, 3, S, S].
 *
 * @throws TinyCatsError "wrong-model" when graph and manifest disagree; from `draw` "unknown-breed", "not-drawable", "invalid-seed",
 * "invalid-index", "invalid-steps", "unknown-solver", "invalid-guidance", "invalid-times", "non-finite-velocity", or what the session throws.
 */
export function createGenerator(
  session: Session,
  manifest: GenerationManifest,
  { modelSha256 }: { modelSha256: string },
): Generator {
  const { labels, generation } = manifest;
  const side = generation.image_size;
  const size = 3 * side * side;
  const drawable = generation.drawable.map((id) => labels[id]);
  const noise = expectTensor(session, "inputs", "noise", "float32", ["batch", 3, side, side]);
  const timestep = expectTensor(session, "inputs", "timestep", "float32", ["batch"]);
  const breed = expectTensor(session, "inputs", "breed", "int64", ["batch"]);
  const output = expectTensor(session, "outputs", "velocity", "float32", ["batch", 3, side, side]);

  const velocity: LabelledVelocity = async (x, t, ids, { signal, spent }) => {
    const count = ids.length;
    const outputs = await session.run(
      {
        [noise]: { dtype: "float32", data: spent ? x : x.slice(), dims: [count, 3, side, side] },
        [timestep]: { dtype: "float32", data: new Float32Array(count).fill(t), dims: [count] },
        [breed]: { dtype: "int64", data: BigInt64Array.from(ids, BigInt), dims: [count] },
      },
      { signal },
    );
    return outputs[output].data as Float32Array;
  };

  async function* draw(
    requests: Iterable<DrawRequest | string | number>,
    options: DrawOptions,
  ): AsyncGenerator<Drawing> {
    const { signal, onStep } = options;
    const { drawings, settings, solve, grid, guidance, batchSize } = planDrawings(requests, options, manifest);

    for await (const batch of batches(drawings, batchSize)) {
      signal?.throwIfAborted();
      const x = new Float32Array(batch.length * size);
      let start = performance.now();
      for (const [i, { id, index }] of batch.entries()) {
        normals(settings.seed, { index: noiseIndex(id, index), out: x.subarray(i * size, (i + 1) * size) });
        if (performance.now() - start < TURN) continue;
        await new Promise((resolve) => setTimeout(resolve));
        start = performance.now();
      }
      const guided = guide(velocity, { labels: batch.map(({ id }) => id), ...guidance });
      const pictures = batch.map(({ place }) => place);
      const clean = await solve(guided, x, grid, {
        signal,
        onStep:
          onStep &&
          (({ step, time, estimate }) =>
            onStep({
              pictures,
              total: drawings.length,
              step,
              steps: settings.steps,
              time,
              preview: () => toImages(estimate, batch.length, side),
            })),
      });
      for (const [i, image] of toImages(clean, batch.length, side).entries()) {
        yield { image, settings: { breed: labels[batch[i].id], index: batch[i].index, ...settings, modelSha256 } };
      }
    }
  }

  return {
    manifest,
    labels,
    drawable,
    runtime: session.runtime,
    provider: session.provider,
    draw,
    dispose: () => session.dispose(),
    [Symbol.asyncDispose]: () => session.dispose(),
  };
}

function toImages(x: Float32Array, count: number, side: number): RgbImage[] {
  const size = 3 * side * side;
  return Array.from({ length: count }, (_, i) =>
    tensorToImage(x.subarray(i * size, (i + 1) * size), { width: side, height: side }),
  );
}
