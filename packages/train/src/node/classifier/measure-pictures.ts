import { preprocess } from "@tiny-cats/core";
import { type ImageItem, loadAhead } from "@tiny-cats/data";
import type { Preprocessing } from "@tiny-cats/schema";
import type { ForwardPass } from "../run/forward-pass.ts";
import type { Judged } from "./classifier-metrics.ts";

export interface MeasureOptions {
  readonly classes: number;
  readonly classOf: (label: string) => number;
  readonly preprocessing: Preprocessing;
  readonly workers?: number;
  readonly signal?: AbortSignal;
  readonly onLeftOut?: (file: string, reason: string) => void | Promise<void>;
}

/** Pictures that are computed at a time. */
const AT_ONCE = 8;

/** A classifier's logits of pictures, prepared as they are where it is used; those that can't be read are left out. */
export async function measurePictures(
  pass: ForwardPass,
  items: readonly ImageItem[],
  { classes, classOf, preprocessing, workers, signal, onLeftOut }: MeasureOptions,
): Promise<Judged> {
  const { width, height } = preprocessing.crop;
  const length = 3 * width * height;
  const logits = new Float32Array(items.length * classes);
  const labels: number[] = [];
  let done = 0;
  const waiting = new Float32Array(AT_ONCE * length);
  async function compute(): Promise<void> {
    const count = labels.length - done;
    if (count === 0) return;
    const data = waiting.subarray(0, count * length);
    const results = await pass.run({ pixel_values: { data, shape: [count, 3, height, width] } });
    logits.set(results.logits, done * classes);
    done = labels.length;
  }
  const jobs = items.map((item) => ({ path: item.path, item }));
  const options = { ahead: 4 * AT_ONCE, ...(workers !== undefined && { threads: workers }), ...(signal && { signal }) };
  for await (const { job, picture, error } of loadAhead(jobs, options)) {
    if (error) {
      await onLeftOut?.(job.item.file, error.message);
      continue;
    }
    const at = (labels.length - done) * length;
    preprocess(picture, preprocessing, { out: waiting.subarray(at, at + length) });
    labels.push(classOf(job.item.label));
    if (labels.length - done === AT_ONCE) await compute();
  }
  await compute();
  return { logits: logits.subarray(0, done * classes), labels: Int32Array.from(labels), classes };
}
