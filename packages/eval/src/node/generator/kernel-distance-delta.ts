import type { Generator } from "@tiny-cats/core";
import { findModel, loadGenerator, type ModelSource } from "@tiny-cats/core/node";
import type { QuantizationReport } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { checkWhole } from "../../features/check-option.ts";
import { featureSet } from "../../features/feature-set.ts";
import { kernelDistance } from "../../kernel/kernel-distance.ts";
import type { BrokenPicture } from "../classifier/classify-items.ts";
import { openExtractor } from "../extract/open-extractor.ts";
import { versionsOf } from "../report/provenance.ts";
import { COMPARISON_DEFAULTS as DEFAULTS } from "./comparison-defaults.ts";
import type { EvaluateGeneratorOptions } from "./evaluate-generator.ts";
import { referenceFacts } from "./reference-facts.ts";
import { samplerOf } from "./sampler-of.ts";
import { seeDrawings } from "./see-drawings.ts";
import { seeReference } from "./see-reference.ts";

export interface KernelDistanceDeltaOptions
  extends Omit<EvaluateGeneratorOptions, "inception" | "memorisation" | "samples" | "bootstrap" | "command"> {
  /** Of the intervals; 0.95 unless told. */
  level?: number;
}

/** Kernel distances of two models' drawings to the same heads. */
export interface KernelDistanceDelta {
  /** As a quantization report has them. */
  kid: NonNullable<QuantizationReport["kid"]> & { broken: BrokenPicture[] };
  /** The quantized model's less the original's: above 0 where its drawings are further from the heads. */
  delta: number;
  /** Version of every library that took part, by name. */
  versions: Record<string, string>;
}

/**
 * Draws with a generator and with its quantized graph, from the same noise and with the original's sampler, and compares both with the same real heads, in all as
 * evaluateGenerator does: the original's distance is that of its report.
 *
 * @throws TinyCatsError "unlike-generators" where the two do not draw the same breeds in the same size; what evaluateGenerator throws, "too-few-samples" too
 */
export async function kernelDistanceDelta(
  models: { original: ModelSource; quantized: ModelSource },
  options: KernelDistanceDeltaOptions,
): Promise<KernelDistanceDelta> {
  const { reference, level, cache, signal, onProgress } = options;
  const { perBreed = DEFAULTS.perBreed, seed = DEFAULTS.seed, batchSize = DEFAULTS.batchSize } = options;
  checkWhole("perBreed", perBreed, 1);
  await using original = await loadGenerator(models.original, options);
  await using quantized = await loadGenerator(models.quantized, options);
  const { manifest } = original;
  requireAlike(original, quantized);
  await using extractor = await openExtractor(options.extractor, options);
  const { features } = extractor;
  const { items, split, broken, ...there } = await seeReference(reference, [extractor], {
    breeds: original.drawable,
    against: options.against,
    limit: options.limit,
    seed,
    side: manifest.generation.image_size,
    margin: options.margin ?? DEFAULTS.margin,
    cache,
    signal,
    onProgress: (done, total) => onProgress?.({ stage: "reference", done, total }),
  });
  const real = featureSet(there.real[0].features, features);
  const sampler = samplerOf(manifest, options);
  const draw = async (generator: Generator, source: ModelSource, turn: number) => {
    const { graph } = await findModel(source, { signal });
    const { drawn } = await seeDrawings(generator, [extractor], {
      ...{ perBreed, samples: 0, seed, sampler, batchSize, modelSha256: graph.sha256, cache, signal },
      onProgress: (done, total) => onProgress?.({ stage: "drawing", done: turn * total + done, total: 2 * total }),
    });
    return featureSet(drawn[0].features, features);
  };
  const compare = async (drawn: Awaited<ReturnType<typeof draw>>, turn: number) => {
    const within = (share: number) => onProgress?.({ stage: "comparing", done: turn + share, total: 2 });
    const { mean, interval } = await kernelDistance(real, drawn, { seed, level, signal, onProgress: within });
    return { value: mean, interval, n: drawn.count };
  };
  const drawings = [await draw(original, models.original, 0), await draw(quantized, models.quantized, 1)];
  const [before, after] = [await compare(drawings[0], 0), await compare(drawings[1], 1)];
  const { data } = await referenceFacts(manifest, items, { name: options.name ?? reference.name, split, signal });
  return {
    kid: {
      ...{ original: before, quantized: after, reference: data },
      extractor: { name: features.name, sha256: features.sha256 },
      ...{ seed, sampler, broken },
    },
    delta: after.value - before.value,
    versions: await versionsOf({ runtimes: [original.runtime, extractor.runtime], pictures: true }),
  };
}

function requireAlike(...generators: [Generator, Generator]): void {
  const [a, b] = generators.map(({ drawable, manifest }) => JSON.stringify([manifest.generation.image_size, drawable]));
  if (a === b) return;
  throw new TinyCatsError("unlike-generators", "the two generators do not draw the same breeds in the same size", {
    value: generators.map(({ manifest }) => manifest.name),
    remedy: "give a generator, and one that was made of it",
  });
}
