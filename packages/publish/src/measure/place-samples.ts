import { join } from "node:path";
import { drawSet } from "@tiny-cats/core/drawings";
import { findModel, loadGenerator } from "@tiny-cats/core/node";
import { placeFolder, safeJoin, writeFileAtomic } from "@tiny-cats/files";
import type { GenerationMetadata } from "@tiny-cats/schema";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import { LAYOUT } from "../layout.ts";
import type { Prepared, PreparedModel } from "../prepared.ts";
import type { MeasureOptions } from "./measure-options.ts";
import type { TakenReport } from "./measured.ts";
import { readSamples, type SamplesFolder } from "./samples-folder.ts";

/**
 * The drawings of samples/: those given, else those that lie there as they are wanted, else new ones by the graph that is published. The
 * folder appears whole, with its metadata, or stays as it was.
 *
 * @throws what loadGenerator and Generator.draw throw; FilesError of writing
 */
export async function placeSamples(
  { folder }: Prepared,
  model: PreparedModel,
  {
    given,
    samplesPerBreed = 1,
    seed = 0,
    pool,
    signal,
    onProgress,
  }: Pick<MeasureOptions, "samplesPerBreed" | "seed" | "pool" | "signal" | "onProgress"> & {
    given: SamplesFolder | undefined;
  },
): Promise<{ samples: SamplesFolder; taken: TakenReport }> {
  const stop = { ...(signal && { signal }) };
  const target = join(folder, LAYOUT.samples);
  const taken = { kind: model.kind, report: "samples", path: LAYOUT.samples } as const;
  const { sha256 } = model.graph;
  if (given) {
    await placeFolder(
      target,
      async (made) => {
        for (const [name, png] of given.pictures) await writeFileAtomic(safeJoin(made, name), png, stop);
        await writeFileAtomic(join(made, METADATA), given.text, stop);
      },
      { ...GIVES_WAY, ...stop },
    );
    return {
      samples: given,
      taken: { ...taken, from: "given", reason: `drawn by ${model.graph.path}, each as its hash says` },
    };
  }
  const there = await readSamples(target, sha256, stop).catch((error) => {
    signal?.throwIfAborted();
    if (isTinyCatsError(error)) return undefined;
    throw error;
  });
  if (there && isWanted(there.metadata, model, { samplesPerBreed, seed }))
    return { samples: there, taken: { ...taken, from: "found", reason: `drawn by ${model.graph.path} before` } };
  await placeFolder(
    target,
    async (made) => {
      const path = join(folder, model.graph.path);
      const found = await findModel(path, stop);
      await using generator = await loadGenerator(path, { ...stop, ...(pool && { pool }) });
      const breeds = generator.manifest.generation.drawable;
      const requests = breeds.flatMap((breed) =>
        Array.from({ length: samplesPerBreed }, (_, index) => ({ breed, index })),
      );
      await drawSet(generator, requests, {
        ...stop,
        ...{ seed, found, folder: made },
        onStep: ({ pictures, total, step, steps }) =>
          onProgress?.({
            stage: "measure",
            what: "drawing samples",
            done: pictures[0] * steps + step * pictures.length,
            total: total * steps,
          }),
      });
    },
    { ...GIVES_WAY, ...stop },
  );
  const samples = await readSamples(target, sha256, stop);
  return { samples, taken: { ...taken, from: "measured", reason: `drawn by ${model.graph.path}, seed ${seed}` } };
}

const METADATA = LAYOUT.samplesMetadata.slice(LAYOUT.samples.length + 1);

function isWanted(
  { files, seed, samples_per_breed, sampler }: GenerationMetadata,
  { manifest }: PreparedModel,
  wanted: { samplesPerBreed: number; seed: number },
): boolean {
  const { drawable = [], sampler: own } = manifest.generation ?? {};
  const drawn = new Set(files.map(({ breed_idx }) => breed_idx));
  return (
    seed === wanted.seed &&
    samples_per_breed === wanted.samplesPerBreed &&
    drawn.size === drawable.length &&
    drawable.every((id) => drawn.has(id)) &&
    JSON.stringify(sampler) === JSON.stringify(own)
  );
}

/** A run's samples give way to new ones. */
const GIVES_WAY = { mayReplace: async () => true };
