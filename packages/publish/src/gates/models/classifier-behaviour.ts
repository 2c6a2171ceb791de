import { loadClassifier } from "@tiny-cats/core/node";
import type { PublishedModel } from "../folder/open-model.ts";
import type { GateContext, Verdict } from "../gate.ts";
import { failed, passed } from "../verdicts.ts";
import { readSample, samplePaths } from "./folder-pictures.ts";
import { madeUpPictures } from "./made-up-pictures.ts";
import { requireModestSize } from "./require-modest-size.ts";

/** Samples that are looked at. */
const MOST = 16;
const REMEDY = "publish a trained classifier: this one answers as a stand-in does";

/** A classifier's answers to made-up pictures, to drawings and to samples differ, and are more than guesses. */
export async function classifierBehaviour(model: PublishedModel, context: GateContext): Promise<Verdict> {
  const { published, thresholds, pool, signal } = context;
  const stop = signal ? { signal } : {};
  requireModestSize(model);
  const pictures = madeUpPictures();
  for (const path of samplePaths(published).slice(0, MOST)) pictures.push(await readSample(published, path, stop));
  for (const { image } of (await context.drawings()?.catch(none)) ?? []) pictures.push(image);
  signal?.throwIfAborted();
  await using classifier = await loadClassifier(model.folder, { pool, ...stop });
  const answers: number[][] = [];
  for await (const { predictions } of classifier.classifyAll(pictures, stop))
    answers.push([...predictions].sort((a, b) => a.id - b.id).map(({ probability }) => probability));
  const gain = Math.max(...answers.map((answer) => Math.max(...answer) - 1 / answer.length));
  const value = Math.max(...answers.flatMap((a, i) => answers.slice(i + 1).map((b) => distance(a, b))));
  const { min_answer_spread: threshold, min_confidence_gain: least } = thresholds;
  const among = `${pictures.length} pictures`;
  if (!(value >= threshold))
    return failed(`its answers to ${among} are nearly the same, at most ${value.toPrecision(2)} apart`, {
      value,
      threshold,
      remedy: REMEDY,
    });
  if (!(gain >= least))
    return failed(`its answers to ${among} are nearly guesses, at most ${gain.toPrecision(2)} above chance`, {
      value: gain,
      threshold: least,
      remedy: REMEDY,
    });
  return passed(`its answers to ${among} differ by up to ${value.toFixed(2)}`, { value, threshold });
}

/** A generator that can't draw fails its own gate. */
function none(): [] {
  return [];
}

/** Half the sum of absolute differences between two distributions: 0 to 1. */
function distance(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0) / 2;
}
