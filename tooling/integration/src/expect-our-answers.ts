import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadClassifier } from "@tiny-cats/core/node";
import { classifier } from "@tiny-cats/models";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { expect } from "vitest";
import { type ClientAnswers, EXACT, LARGER } from "./client-pictures.ts";

/** Holds a client's answers for the pictures of a folder to those of the embedded classifier; of what it shrinks by a filter of its own, the gap is only told. */
export async function expectOurAnswers(folder: string, theirs: ClientAnswers): Promise<void> {
  const session = await InferenceSession.create(fileURLToPath(classifier.files["onnx/model.onnx"]));
  const bytes = readFileSync(join(folder, "pixels.f32"));
  const values = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const { logits } = await session.run({ pixel_values: new Tensor("float32", values, [1, 3, 224, 224]) });
  await session.release();
  expect(theirs.logits).toHaveLength(logits.size);
  for (const [i, logit] of theirs.logits.entries()) expect(Math.abs(logit - Number(logits.data[i]))).toBeLessThan(1e-4);

  await using ours = await loadClassifier(classifier);
  for (const name of [...EXACT, ...LARGER]) {
    const { predictions } = await ours.classify(readFileSync(join(folder, name)));
    const scores = Object.fromEntries(predictions.map(({ label, probability }) => [label, probability]));
    const gap = scoreGap(scores, theirs.pictures[name]);
    if (LARGER.includes(name)) {
      console.log(`${name}: shrunk by the client's own filter; largest gap of a score ${gap.toPrecision(3)}`);
      continue;
    }
    expect(top(theirs.pictures[name]), name).toBe(top(scores));
    expect(gap, name).toBeLessThan(1e-3);
  }
}

/** The largest gap between two models' scores of one picture. */
function scoreGap(one: Record<string, number>, other: Record<string, number>): number {
  const labels = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Math.max(...[...labels].map((label) => Math.abs((one[label] ?? Number.NaN) - (other[label] ?? Number.NaN))));
}

/** The likeliest label. */
function top(scores: Record<string, number>): string {
  return Object.keys(scores).reduce((best, label) => (scores[label] > scores[best] ? label : best));
}
