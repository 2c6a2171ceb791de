import { createHash } from "node:crypto";
import { basename } from "node:path";
import type { ModelSource } from "@tiny-cats/core/node";
import { encodePng } from "@tiny-cats/core/png";
import { readFileBounded } from "@tiny-cats/files";
import type { BenchmarkReport } from "@tiny-cats/schema";
import { madeUpPicture } from "../subject/made-up-picture.ts";
import { foundPipeline } from "./found-pipeline.ts";
import { measureInProcess, type NodeBenchmarkOptions } from "./measure-in-process.ts";

export interface ClassifierBenchmarkOptions extends NodeBenchmarkOptions {
  /** The picture that is classified, as a file; a made-up PNG of 500x375 unless told. */
  picture?: string;
}

const LARGEST_PICTURE = 256 << 20;

/**
 * Benchmarks a classifier from a picture's bytes to its answer, in a process of its own, with the stages alone beside it: decode,
 * preprocess, run. Loading includes the thread, its runtime and the graph's hash.
 *
 * Throws what benchmarkModel and loadClassifier throw, "wrong-model", and those of reading the picture.
 */
export async function benchmarkClassifier(
  source: ModelSource,
  options: ClassifierBenchmarkOptions,
): Promise<BenchmarkReport> {
  const { picture, seed = 0, signal } = options;
  const { graph, manifest } = await foundPipeline(source, "image-classification", { ...(signal && { signal }) });
  const file =
    picture === undefined
      ? await encodePng(madeUpPicture(seed))
      : await readFileBounded(picture, { maxBytes: LARGEST_PICTURE, ...(signal && { signal }) });
  const { width, height } = manifest.preprocessing.crop;
  return measureInProcess("classifier", graph, options, {
    job: { picture: new Uint8Array(file) },
    seed: picture === undefined ? seed : null,
    details: width === height ? { image_size: width } : {},
    keys: {
      picture: {
        file: picture === undefined ? "made up" : basename(picture),
        bytes: file.length,
        sha256: createHash("sha256").update(file).digest("hex"),
      },
    },
  });
}
