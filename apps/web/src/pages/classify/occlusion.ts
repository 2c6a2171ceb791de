import type { Classification, Classifier, RgbImage } from "@tiny-cats/core";
import type { CardPicture } from "./picture-card.ts";
import { seenAgain } from "./seen-again.ts";

/** Sides of the square and of its steps, of what the network sees: 48 and 16 of 224 pixels. */
const SQUARE = 48 / 224;
const STRIDE = 16 / 224;

/** Pictures asked about together: few, so that making them never holds up the page. */
const BATCH = 4;

/** Where the grey square is put, one after the other, in pixels of what the network sees. */
export interface OcclusionPlan {
  square: number;
  stride: number;
  places: { x: number; y: number }[];
}

/** What the network says of a picture, and of the same with each place covered. */
export interface Occlusion {
  plan: OcclusionPlan;
  width: number;
  height: number;
  labels: readonly string[];
  /** Probabilities by class, of the whole picture and for each place. */
  whole: Float32Array;
  covered: Float32Array[];
}

/** Places that cover a picture of these sides whole, its right and lower edges included. */
export function planOcclusion({ width, height }: { width: number; height: number }): OcclusionPlan {
  const short = Math.min(width, height);
  const square = Math.max(1, Math.round(short * SQUARE));
  const stride = Math.max(1, Math.round(short * STRIDE));
  const along = (side: number) => {
    const last = side - square;
    return Array.from({ length: Math.ceil(last / stride) + 1 }, (_, i) => Math.min(i * stride, last));
  };
  return { square, stride, places: along(height).flatMap((y) => along(width).map((x) => ({ x, y }))) };
}

/** A picture with a square of it filled with one colour. */
export function cover(
  { data, width, height }: RgbImage,
  { x, y }: { x: number; y: number },
  square: number,
  colour: readonly number[],
): RgbImage {
  const covered = data.slice();
  for (let row = y; row < y + square; row++)
    for (let at = (row * width + x) * 3; at < (row * width + x + square) * 3; at++) covered[at] = colour[at % 3];
  return { data: covered, width, height };
}

/**
 * Asks what a grey square hides from the network: slides it over what the network sees, and asks each time (Zeiler and Fergus 2014, "Visualizing and
 * Understanding Convolutional Networks", 4.2). The grey is the colour that preprocessing takes for nought.
 *
 * @throws what the classifier throws; the signal's reason
 */
export async function occlude(
  model: Classifier,
  picture: CardPicture,
  { signal, onProgress }: { signal?: AbortSignal; onProgress?(done: number, of: number): void } = {},
): Promise<Occlusion> {
  const { seen, spec } = picture;
  const plan = planOcclusion(seen);
  const grey = spec.mean.map((share) => Math.round(share * 255));
  function* pictures() {
    yield seenAgain(picture);
    for (const place of plan.places) yield seenAgain(picture, cover(seen, place, plan.square, grey));
  }
  const all: Float32Array[] = [];
  for await (const found of model.classifyAll(pictures(), { signal, batchSize: BATCH })) {
    signal?.throwIfAborted();
    all.push(byClass(found));
    onProgress?.(all.length, plan.places.length + 1);
  }
  const [whole, ...covered] = all;
  return { plan, width: seen.width, height: seen.height, labels: model.labels, whole, covered };
}

function byClass({ predictions }: Classification): Float32Array {
  const shares = new Float32Array(predictions.length);
  for (const { id, probability } of predictions) shares[id] = probability;
  return shares;
}
