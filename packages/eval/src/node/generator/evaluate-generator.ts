import { findLabel } from "@tiny-cats/core";
import { findModel, type LoadOptions, loadGenerator, type ModelSource } from "@tiny-cats/core/node";
import type { ImageSet } from "@tiny-cats/data";
import { sha256 } from "@tiny-cats/files";
import { parseEvaluationReport } from "@tiny-cats/schema";
import { checkWhole } from "../../features/check-option.ts";
import type { BootstrapOptions } from "../../sampling/interval.ts";
import { NO_TRAINING_FACTS } from "../checkpoint/training-facts.ts";
import { openExtractor } from "../extract/open-extractor.ts";
import { type InceptionSource, openInception } from "../extract/open-inception.ts";
import type { SplitChoice } from "../report/choose-items.ts";
import { provenance } from "../report/provenance.ts";
import { agreementOf } from "./agreement.ts";
import { COMPARISON_DEFAULTS as DEFAULTS } from "./comparison-defaults.ts";
import { frechetAndScore } from "./frechet-and-score.ts";
import type { GeneratorReport } from "./generator-report.ts";
import { measureDrawings } from "./measure-drawings.ts";
import { type MemorisationSplits, nearestHeads } from "./nearest-heads.ts";
import { referenceFacts } from "./reference-facts.ts";
import { sampleSheet } from "./sample-sheet.ts";
import { type SamplerOptions, samplerOf } from "./sampler-of.ts";
import { seeDrawings } from "./see-drawings.ts";
import { seeReference } from "./see-reference.ts";
import { seenInTraining } from "./seen-in-training.ts";

export interface EvaluateGeneratorOptions extends SamplerOptions, Omit<LoadOptions, "device"> {
  /** Real pictures with head boxes, of the breeds that are drawn. */
  reference: ImageSet;
  /** The classifier whose features drawings are compared by: the same for all that is to be compared. */
  extractor: ModelSource;
  /** The FID Inception, where it is at hand, for `fid` and `inception_score`. */
  inception?: InceptionSource;
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

/** A report, and the sheet of samples as PNG. */
export interface GeneratorEvaluated {
  report: GeneratorReport;
  sheet: Uint8Array;
}

/**
 * Draws and compares the drawings with real heads by a classifier's features.
 *
 * Real pictures become head crops (a square, shifted inside the picture) of the drawings' size; then both go one way: Pillow's bicubic filter to the
 * classifier's input, its scale, mean and deviation. `fid` and `inception_score` are null without `inception`, to which pictures go as clean-fid resizes them.
 * @throws TinyCatsError "no-reference-heads", "no-such-split", "no-features", "too-few-samples", "invalid-metric-option", "invalid-seed", "unknown-solver",
 * "invalid-steps", "invalid-time-grid", "invalid-guidance", "wrong-model", what loadGenerator throws; FilesError of writing the cache; the signal's reason
 */
export async function evaluateGenerator(
  model: ModelSource,
  options: EvaluateGeneratorOptions,
): Promise<GeneratorEvaluated> {
  const { perBreed = DEFAULTS.perBreed, seed = DEFAULTS.seed, batchSize = DEFAULTS.batchSize } = options;
  const { reference, samples = 4, margin = DEFAULTS.margin, signal, command } = options;
  const { onProgress, bootstrap } = options;
  checkWhole("perBreed", perBreed, 1);
  checkWhole("samples", samples, 1);
  const found = await findModel(model, { task: "class-conditional-image-generation", signal });
  await using generator = await loadGenerator(model, options);
  const { manifest } = generator;
  const sampler = samplerOf(manifest, options);
  await using extractor = await openExtractor(options.extractor, options);
  await using inception = options.inception && (await openInception(options.inception, options));
  const extractors = inception ? [extractor, inception] : [extractor];
  const { image_size: side, drawable } = manifest.generation;
  const ids = drawable.map((label) => findLabel(manifest.labels[label], extractor.manifest.labels));

  const breeds = drawable.map((label) => manifest.labels[label]);
  const { cache } = options;
  const { items, split, broken, withoutBox, ...there } = await seeReference(reference, extractors, {
    breeds,
    against: options.against,
    limit: options.limit,
    seed,
    side,
    margin,
    cache,
    signal,
    onProgress: (done, total) => onProgress?.({ stage: "reference", done, total }),
  });
  const { drawings, shown, noise, ...made } = await seeDrawings(generator, extractors, {
    perBreed,
    samples,
    seed,
    sampler,
    batchSize,
    modelSha256: found.graph.sha256,
    cache,
    signal,
    onProgress: (done, total) => onProgress?.({ stage: "drawing", done, total }),
  });
  const [real, drawn] = [there.real[0], made.drawn[0]];

  const comparing = (share: number) => onProgress?.({ stage: "comparing", done: share, total: 1 });
  const seen = { drawn, real, features: extractor.features, classes: extractor.classes };
  const numbers = await measureDrawings(seen, {
    seed,
    bootstrap,
    signal,
    onProgress: (share) => comparing((inception ? 0.4 : 0.9) * share),
  });
  const byInception =
    inception &&
    (await frechetAndScore(
      { drawn: made.drawn[1], real: there.real[1], features: inception.features, classes: inception.classes },
      { seed, bootstrap, signal, onProgress: (share) => comparing(0.4 + 0.5 * share) },
      { frechet: "fid", score: "inception_score" },
    ));
  const agreement = { labels: extractor.manifest.labels, drawable: ids, bootstrap: { ...bootstrap, seed }, signal };
  const idOf = new Map(breeds.map((name, i) => [name, ids[i]]));
  const sheet = await sampleSheet(shown, seed);
  const setName = options.name ?? reference.name;
  const { data, saw } = await referenceFacts(manifest, items, { name: setName, split, signal });
  const parts = options.memorisation ?? { training: "train", heldOut: "val" };
  const near = await nearestHeads({ drawn, drawings, real, items, features: extractor.features }, parts, {
    bootstrap: { ...bootstrap, seed },
    signal,
  });
  comparing(1);
  const report = {
    schema: "tiny-cats/evaluation-report",
    version: 1,
    task: "class-conditional-image-generation",
    measured: await provenance({
      model: { file: found.graph.path, sha256: found.graph.sha256 },
      data,
      n: drawn.count,
      seed,
      command,
      pictures: true,
      runtimes: [generator.runtime, extractor.runtime],
    }),
    extractor: { name: extractor.features.name, sha256: extractor.features.sha256 },
    ...(inception && { inception: { name: inception.features.name, sha256: inception.features.sha256 } }),
    fid: byInception?.frechet ?? null,
    inception_score: byInception?.score ?? null,
    precision: numbers.precision,
    recall: numbers.recall,
    frechet_distance: numbers.frechet,
    class_score: numbers.score,
    kid: numbers.kid,
    density: numbers.density,
    coverage: numbers.coverage,
    intervals: { ...numbers.intervals, ...byInception?.intervals },
    agreement: await agreementOf(
      drawn.logits,
      drawings.map(({ label }) => ids[drawable.indexOf(label)]),
      agreement,
    ),
    agreement_of_reference: await agreementOf(
      real.logits,
      items.map((item) => idOf.get(item.label)!),
      agreement,
    ),
    memorisation: near.memorisation ?? null,
    noise,
    sampler,
    preparation: {
      reference: `square of ${margin} x the head box's longer side about its middle, shifted inside the picture, bicubic to ${side}x${side}`,
      both: `bicubic from ${side}x${side} to ${extractor.manifest.preprocessing.crop.width}x${extractor.manifest.preprocessing.crop.height}, then the classifier's scale, mean and deviation`,
      without_box: withoutBox,
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
      ...(byInception?.remarks ?? []).filter((remark) => !numbers.remarks.includes(remark)),
    ],
    not_measured: {
      ...(!inception && {
        fid: "the FID Inception was not given: frechet_distance is of the extractor's features",
        inception_score: "the FID Inception was not given: class_score is of the extractor's classes",
      }),
      ...byInception?.reasons,
      ...numbers.reasons,
      ...(near.reason && { memorisation: near.reason }),
      ...(noise === null && { noise: "the detector needs sides of 32 pixels" }),
    },
    metadata: { ...NO_TRAINING_FACTS, num_samples_generated: drawn.count },
  };
  return { report: parseEvaluationReport(report) as GeneratorReport, sheet };
}
