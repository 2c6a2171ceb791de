import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { loadClassifier, loadGenerator, type Picture, type WorkerPool } from "@tiny-cats/core/node";
import type { PreparedModel } from "../prepared.ts";
import { runLanguage } from "./run-language.ts";

/** One run of a model: numbers that another run of the same model on the same machine repeats. */
export interface Run {
  numbers: ArrayLike<number>;
  runtime: string;
  facts: Record<string, string | number>;
}

export interface RunOptions {
  pool: WorkerPool;
  /** A file that is classified; a made-up picture unless told. */
  picture?: string;
  signal?: AbortSignal;
}

/** Few are enough to see that a drawing is the same. */
const STEPS = 4;
const SEED = 0;

/**
 * Loads a model of a folder and runs it once: a picture is classified, a picture is drawn with seed 0, tokens of a fixed formula are continued.
 *
 * @throws what loading and running throw
 */
export async function runOnce(root: string, model: PreparedModel, options: RunOptions): Promise<Run> {
  const folder = join(root, model.folder);
  if (model.kind === "classifier") return classifyOnce(folder, options);
  if (model.kind === "generator") return drawOnce(folder, options);
  return runLanguage(join(root, model.graph.path), options);
}

async function classifyOnce(folder: string, { pool, picture, signal }: RunOptions): Promise<Run> {
  const stop = signal ? { signal } : {};
  await using classifier = await loadClassifier(folder, { pool, ...stop });
  const { logits, predictions } = await classifier.classify(picture ?? madeUp(), stop);
  const [{ label, probability }] = predictions;
  return { numbers: logits, runtime: classifier.runtime, facts: { label, probability } };
}

async function drawOnce(folder: string, { pool, signal }: RunOptions): Promise<Run> {
  const stop = signal ? { signal } : {};
  await using generator = await loadGenerator(folder, { pool, ...stop });
  const { manifest, drawable } = generator;
  const steps = Math.min(STEPS, manifest.generation.sampler.steps);
  for await (const { image, settings } of generator.draw([drawable[0]], { seed: SEED, steps, ...stop })) {
    const numbers = Float64Array.from(image.data, (value) => value / 255);
    return { numbers, runtime: generator.runtime, facts: { breed: settings.breed, seed: SEED, steps } };
  }
  throw new Error("a generator that was asked for a picture drew none");
}

/** A picture of even steps: no file is needed, and every run sees the same. */
function madeUp(): Picture {
  const [width, height] = [320, 256];
  const data = Uint8ClampedArray.from({ length: width * height * 3 }, (_, i) => {
    const [x, y] = [Math.floor(i / 3) % width, Math.floor(i / (3 * width))];
    return (x * (1 + (i % 3)) + 2 * y) % 256;
  });
  return { data, width, height };
}

/** The first picture among a folder's samples; undefined where there is none. */
export async function firstSample(folder: string): Promise<string | undefined> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith(".png")).sort()[0];
}
