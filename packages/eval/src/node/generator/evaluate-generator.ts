import { findLabel } from "@tiny-cats/core";
import { findModel, type LoadOptions, loadGenerator, type ModelSource } from "@tiny-cats/core/node";
import type { ImageSet } from "@tiny-cats/data";
import { itemsSha256 } from "@tiny-cats/data";
import { sha256, sha256File } from "@tiny-cats/files";
import { type GeneratorEvaluation, parseEvaluationReport, type Sampler } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { checkWhole } from "../../features/check-option.ts";
import { detectNoise } from "../../noise/detect-noise.ts";
import type { BootstrapOptions, Interval } from "../../sampling/interval.ts";
import { openRecordCache } from "../cache/open-record-cache.ts";
import { type BrokenPicture, brokenPicture } from "../classifier/classify-items.ts";
import { extractAll, extractionKind, extractionSize, type Seen } from "../extract/extract-all.ts";
import { openExtractor } from "../extract/open-extractor.ts";
import { chooseItems, type SplitChoice } from "../report/choose-items.ts";
import { limited } from "../report/limited.ts";
import { provenance } from "../report/provenance.ts";
import { type Agreement, agreementOf } from "./agreement.ts";
import { drawAll } from "./draw-all.ts";
import { measureDrawings } from "./measure-drawings.ts";
import { type MemorisationReport, type MemorisationSplits, nearestHeads } from "./nearest-heads.ts";
import { pixelsSha256 } from "./pixels-sha256.ts";
import { referenceHeads } from "./reference-heads.ts";
import { type Sample, sampleSheet } from "./sample-sheet.ts";
import { type SamplerOptions, samplerOf } from "./sampler-of.ts";
import { seenInTraining } from "./seen-in-training.ts";

export interface EvaluateGeneratorOptions extends SamplerOptions, Omit<LoadOptions, "device"> {
  /** Real pictures with head boxes, of the breeds that are drawn. */
  reference: ImageSet;
  /** The classifier whose features drawings are compared by: the same for all that is to be compared. */
  extractor: ModelSource;
  /** Drawings of each breed; 100 unless told. */
  perBreed?: number;
  /** Of the drawings, subsets and bootstraps; 0 unless told. */
  seed?: number;
  /** The part of the reference that drawings are compared with; all unless told. */
  against?: SplitChoice;
  /** Head crops taken, at random by `seed`; all unless told. */
  limit?: number;
  /** Of the head crops' squares, in sides of the head's box; 1.3 unless told. */
  margin?: number;
  /** The splits among whose heads a drawing's nearest is looked for, and those that say how near real ones lie; train and val unless told, where there are both. */
  memorisation?: MemorisationSplits;
  /** Drawings of each breed on the sheet; 4 unless told. */
  samples?: number;
  /** Name of the reference in the report; its folder's unless told. It is looked for among the datasets of the model's manifest. */
  name?: string;
  bootstrap?: Omit<BootstrapOptions, "seed">;
  /** A folder to keep drawings and features in, so that what is done once need not be done again. */
  cache?: string;
  /** What was typed to get the report, for its provenance. */
  command: string;
  /** Drawings per run; 12 unless told. */
  batchSize?: number;
  onProgress?(progress: { stage: "reference" | "drawing" | "comparing"; done: number; total: number }): void;
}

/** An evaluation report with what is measured of drawings beside the metrics of the schema. */
export type GeneratorReport = GeneratorEvaluation & {
  /** By the metrics' keys. */
  intervals: Record<string, Interval>;
  /** How the extractor's classes see drawings, and how they see the reference. */
  agreement: Agreement;
  agreement_of_reference: Agreement;
  memorisation: MemorisationReport | null;
  /** Drawings that are noise, or else no pictures of anything; the first 100 of them. */
  noise: { share: number; n: number; drawings: { breed: string; index: number; outside: string[] }[] } | null;
  sampler: Sampler;
  /** How pictures were prepared, in words; how many had no head's box. */
  preparation: { reference: string; both: string; without_box: number };
  /** Of the sheet. */
  samples: { sha256: string; seed: number; per_breed: number };
  broken: BrokenPicture[];
  remarks: string[];
};

/** A report, and the sheet of samples as PNG. */
export interface GeneratorEvaluated {
  report: GeneratorReport;
  sheet: Uint8Array;
}

/**
 * Draws and compares the drawings with real heads by a classifier's features.
 *
 * Real pictures become head crops (a square, shifted inside the picture) of the drawings' size; then both go one way: Pillow's bicubic filter to the
 * classifier's input, its scale, mean and deviation. `fid` and `inception_score` are null: these are another network's.
 * @throws TinyCatsError "no-reference-heads", "no-such-split", "no-features", "too-few-samples", "invalid-metric-option", "invalid-seed", "unknown-solver",
 * "invalid-steps", "wrong-model", what loadGenerator throws; FilesError of writing the cache; the signal's reason
 */
export async function evaluateGenerator(
  model: ModelSource,
  options: EvaluateGeneratorOptions,
): Promise<GeneratorEvaluated> {
  const { reference, perBreed = 100, seed = 0, samples = 4, batchSize = 12, margin = 1.3, signal, command } = options;
  const { onProgress, bootstrap } = options;
  checkWhole("perBreed", perBreed, 1);
  checkWhole("samples", samples, 1);
  const found = await findModel(model, { signal });
  const chosen = chooseItems(reference, options.against ?? "all");
  await using generator = await loadGenerator(model, options);
  await using extractor = await openExtractor(options.extractor, options);
  const { manifest } = generator;
  const { image_size: side, drawable } = manifest.generation;
  const ids = drawable.map((label) => findLabel(manifest.labels[label], extractor.manifest.labels));
  const sampler = samplerOf(manifest, options);

  const names = drawable.map((label) => manifest.labels[label]);
  const ofBreeds = chosen.items.filter((item) => names.includes(item.label));
  const heads = limited(
    ofBreeds.filter((item) => item.box),
    options.limit,
    seed,
  );
  const cache =
    options.cache === undefined
      ? undefined
      : await openRecordCache(options.cache, {
          kind: extractionKind(extractor),
          size: extractionSize(extractor),
          signal,
        });
  const broken: BrokenPicture[] = [];
  const usable = new Set(heads);
  const real = await extractAll(referenceHeads(heads, { side, margin, signal }), extractor, {
    cache,
    signal,
    onProgress: (done) => onProgress?.({ stage: "reference", done, total: heads.length }),
    onUnreadable(error, place) {
      broken.push(brokenPicture(heads[place], error, signal));
      usable.delete(heads[place]);
    },
  });
  const items = heads.filter((item) => usable.has(item));
  if (items.length === 0)
    throw new TinyCatsError("no-reference-heads", `${reference.name} has no head of a breed that is drawn`, {
      value: { pictures: ofBreeds.length, broken: broken.length },
      remedy: "give a set whose index.csv has head boxes of the breeds that the model draws",
    });

  const shown: Sample[] = [];
  const asked: number[] = [];
  const made: { breed: string; index: number }[] = [];
  const noisy: { breed: string; index: number; outside: string[] }[] = [];
  let judgedForNoise = 0;
  const total = drawable.length * perBreed;
  async function* drawings(): AsyncGenerator<Seen> {
    const all = drawAll(generator, {
      perBreed,
      seed,
      sampler,
      batchSize,
      modelSha256: found.graph.sha256,
      cache: options.cache,
      signal,
      onStep: (share, count) => onProgress?.({ stage: "drawing", done: asked.length + share * count, total }),
    });
    for await (const { label, index, image } of all) {
      const breed = manifest.labels[label];
      asked.push(ids[drawable.indexOf(label)]);
      made.push({ breed, index });
      if (index < samples) shown.push({ breed, index, image });
      if (Math.min(image.width, image.height) >= 32) {
        judgedForNoise++;
        const { noise, outside } = detectNoise(image);
        if (noise) noisy.push({ breed, index, outside });
      }
      onProgress?.({ stage: "drawing", done: asked.length, total });
      yield {
        key: pixelsSha256(image),
        image: () => image,
      };
    }
  }
  const drawn = await extractAll(drawings(), extractor, { cache, signal });

  const comparing = (share: number) => onProgress?.({ stage: "comparing", done: share, total: 1 });
  const seen = { drawn, real, features: extractor.features, classes: extractor.classes };
  const numbers = await measureDrawings(seen, {
    seed,
    bootstrap,
    signal,
    onProgress: (share) => comparing(0.9 * share),
  });
  const agreement = { labels: extractor.manifest.labels, drawable: ids, bootstrap: { ...bootstrap, seed } };
  const idOf = new Map(names.map((name, i) => [name, ids[i]]));
  const sheet = await sampleSheet(shown, seed);
  const setName = options.name ?? reference.name;
  const splits = [...new Set(items.flatMap((item) => item.split ?? []))];
  const saw = seenInTraining(manifest, setName, splits);
  const parts = options.memorisation ?? { training: "train", heldOut: "val" };
  const near = await nearestHeads({ drawn, drawings: made, real, items, features: extractor.features }, parts, {
    bootstrap: { ...bootstrap, seed },
    signal,
  });
  comparing(1);
  const hashed = await Promise.all(
    items.map(async (item) => ({ ...item, sha256: await sha256File(item.path, { signal }) })),
  );
  const report = {
    schema: "tiny-cats/evaluation-report",
    version: 1,
    task: "class-conditional-image-generation",
    measured: await provenance({
      model: { file: found.graph.path, sha256: found.graph.sha256 },
      data: {
        name: setName,
        split: chosen.name,
        n: items.length,
        sha256: itemsSha256(hashed),
        ...(saw !== undefined && { seen_in_training: true }),
      },
      n: drawn.count,
      seed,
      command,
      runtimes: [generator.runtime],
    }),
    extractor: { name: extractor.features.name, sha256: extractor.features.sha256 },
    fid: null,
    inception_score: null,
    precision: numbers.precision,
    recall: numbers.recall,
    frechet_distance: numbers.frechet,
    class_score: numbers.score,
    kid: numbers.kid,
    density: numbers.density,
    coverage: numbers.coverage,
    intervals: numbers.intervals,
    agreement: agreementOf(drawn.logits, asked, agreement),
    agreement_of_reference: agreementOf(
      real.logits,
      items.map((item) => idOf.get(item.label)!),
      agreement,
    ),
    memorisation: near.memorisation ?? null,
    noise:
      judgedForNoise === 0
        ? null
        : { share: noisy.length / judgedForNoise, n: judgedForNoise, drawings: noisy.slice(0, 100) },
    sampler,
    preparation: {
      reference: `square of ${margin} x the head box's longer side about its middle, shifted inside the picture, bicubic to ${side}x${side}`,
      both: `bicubic from ${side}x${side} to ${extractor.manifest.preprocessing.crop.width}x${extractor.manifest.preprocessing.crop.height}, then the classifier's scale, mean and deviation`,
      without_box: ofBreeds.length - ofBreeds.filter((item) => item.box).length,
    },
    samples: { sha256: sha256(sheet), seed, per_breed: Math.min(samples, perBreed) },
    broken,
    remarks: [
      ...(saw === undefined ? [] : [saw]),
      ...(near.memorisation && seenInTraining(manifest, setName, [parts.heldOut])
        ? [
            `heads of ${parts.heldOut} were trained on as well: memorisation takes them for how near real heads lie, and misses copies of them`,
          ]
        : []),
      ...numbers.remarks,
    ],
    not_measured: {
      fid: "the FID Inception was not given: frechet_distance is of the extractor's features",
      inception_score: "the FID Inception was not given: class_score is of the extractor's classes",
      ...numbers.reasons,
      ...(near.reason && { memorisation: near.reason }),
      ...(judgedForNoise === 0 && { noise: "the detector needs sides of 32 pixels" }),
    },
    metadata: { step: null, loss: null, timestamp: null, config: null, num_samples_generated: drawn.count },
  };
  return { report: parseEvaluationReport(report) as GeneratorReport, sheet };
}
