import type { RgbImage } from "@tiny-cats/core";
import { type Augmentation, type HeadCropOptions, type ImageItem, loadAhead, type PictureJob } from "@tiny-cats/data";
import type { BatchSource, TrainingBatch } from "../../loop/batch-reader.ts";
import { epochOrder } from "./epoch-order.ts";
import { noPictures } from "./no-pictures.ts";

/** A training picture as it is now, and which one it is. */
export interface Example {
  readonly picture: RgbImage;
  readonly item: ImageItem;
  /** Its number in the run, from 0: what is drawn for it follows from this and the seed alone. */
  readonly number: number;
}

export interface PictureBatchOptions {
  readonly seed: number;
  readonly batchSize: number;
  readonly recipe: Augmentation;
  /** Cuts the head out of pictures that have its box. */
  readonly head?: HeadCropOptions;
  /** Threads that read pictures. */
  readonly workers?: number;
  /** Makes a batch of its examples. */
  readonly make: (examples: readonly Example[]) => Omit<TrainingBatch, "next">;
  /** Is told once of each picture that can't be read; it is left out. */
  readonly onLeftOut?: (file: string, reason: string) => void | Promise<void>;
}

interface Job extends PictureJob {
  readonly item: ImageItem;
  readonly epoch: number;
  readonly place: number;
}

/** Batches that may be made while one is trained on. */
const AHEAD = 4;

/**
 * Batches of pictures without end, from any place on: each epoch in its own order, every batch full, the same pictures with the same
 * changes for the same seed and place, whatever was read before.
 *
 * While it runs it throws what `loadAhead` throws, and `no-pictures` where not one of an epoch can be read.
 */
export function pictureBatches(items: readonly ImageItem[], options: PictureBatchOptions): BatchSource {
  const { seed, batchSize, recipe, head, workers, make, onLeftOut = () => {} } = options;
  const told = new Set<string>();

  function* jobs(from: { epoch: number; index: number }): Generator<Job> {
    for (let { epoch, index: place } = from; ; epoch++, place = 0) {
      const order = epochOrder(items.length, { seed, epoch });
      for (; place < items.length; place++) {
        const index = order[place];
        const item = items[index];
        const cut = head && item.box && { head: { ...head, box: item.box } };
        yield { path: item.path, ...cut, augment: { recipe, seed, epoch, index }, item, epoch, place };
      }
    }
  }

  return async function* batches(from, { signal }) {
    if (items.length === 0) throw noPictures("there are no pictures to train on");
    let examples: Example[] = [];
    let refused = 0;
    const ahead = Math.min(65_536, AHEAD * batchSize);
    const loaded = loadAhead(jobs(from), { ahead, ...(workers && { threads: workers }), ...(signal && { signal }) });
    for await (const { job, picture, error } of loaded) {
      const { item, epoch, place } = job;
      if (error) {
        if (!told.has(item.file)) await onLeftOut(item.file, error.message);
        told.add(item.file);
        if (++refused >= items.length) throw noPictures("none of the pictures can be read", error);
        continue;
      }
      refused = 0;
      examples.push({ picture, item, number: epoch * items.length + place });
      if (examples.length < batchSize) continue;
      const last = place + 1 === items.length;
      const next = last ? { epoch: epoch + 1, index: 0 } : { epoch, index: place + 1 };
      yield { ...make(examples), next };
      examples = [];
    }
  };
}
