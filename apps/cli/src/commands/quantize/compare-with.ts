import type { CompareDrawings } from "@tiny-cats/architectures/quantize";
import { openImageSet } from "@tiny-cats/data";
import {
  type KernelDistanceDelta,
  type KernelDistanceDeltaOptions,
  kernelDistanceDelta,
  type SplitChoice,
} from "@tiny-cats/eval/node";
import { extractor } from "@tiny-cats/models";

export interface CompareWithOptions extends Pick<KernelDistanceDeltaOptions, "onProgress"> {
  /** Of the photos; their folder's unless told. */
  name: string | undefined;
  /** Of the photos; all unless told. */
  split: string | undefined;
  perBreed: number;
  signal: AbortSignal;
  /** Told of each photo that could not be read. */
  onUnreadable(broken: KernelDistanceDelta["kid"]["broken"][number]): void;
}

/** What compares drawings with the heads of a folder of photos, by the embedded extractor's features. @throws what openImageSet throws */
export async function compareWith(
  folder: string,
  { name, split = "all", perBreed, signal, onProgress, onUnreadable }: CompareWithOptions,
): Promise<CompareDrawings> {
  const reference = await openImageSet(folder, { signal });
  return async (models, stop) => {
    const compared = await kernelDistanceDelta(models, {
      ...{ reference, extractor, perBreed, against: split as SplitChoice, onProgress, ...stop },
      ...(name !== undefined && { name }),
    });
    compared.kid.broken.forEach(onUnreadable);
    return compared;
  };
}
