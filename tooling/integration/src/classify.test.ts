import { decodeImage, loadClassifier } from "@tiny-cats/core/node";
import { classifier as embedded } from "@tiny-cats/models";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readVectors } from "../../golden/read-vectors.ts";
import { fixture } from "./fixture.ts";

const reference = readVectors<{ probabilities: number[]; logits: number[]; model_sha256: string }>("classify-chelsea");
const classifier = await loadClassifier(embedded);
const chelsea = await decodeImage(fixture("chelsea.png"));

beforeAll(() => expect(classifier.manifest.files.map(({ sha256 }) => sha256)).toContain(reference.model_sha256));
afterAll(() => classifier.dispose());

test("chelsea's probabilities are Pillow's and onnxruntime's to 1e-4", async () => {
  const { predictions, catProbability, logits } = await classifier.classify(chelsea);
  for (const { id, probability } of predictions)
    expect(Math.abs(probability - reference.probabilities[id])).toBeLessThan(1e-4);
  for (const [id, logit] of logits.entries()) expect(Math.abs(logit - reference.logits[id])).toBeLessThan(1e-4);
  expect(catProbability).toBeCloseTo(1 - reference.probabilities[12], 4);
});

test("a stream of pictures is answered in order, whatever the batch size", async () => {
  const flipped = { ...chelsea, data: chelsea.data.slice().reverse() };
  const pictures = Array.from({ length: 11 }, (_, i) => (i % 3 === 0 ? flipped : chelsea));
  const answers: string[][] = [];
  for (const batchSize of [1, 4, 16]) {
    const labels: string[] = [];
    for await (const { predictions } of classifier.classifyAll(pictures, { batchSize }))
      labels.push(predictions[0].label);
    answers.push(labels);
  }
  const one = (await classifier.classify(flipped)).predictions[0].label;
  expect(answers[0]).toEqual(pictures.map((picture) => (picture === flipped ? one : "Egyptian Mau")));
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[2]).toEqual(answers[0]);
});

test("the picture given is still the caller's", async () => {
  const before = chelsea.data.length;
  await classifier.classify(chelsea);
  expect(chelsea.data.length).toBe(before);
});

test("onnxruntime-web gives the same answer as the native runtime to 1e-4", async () => {
  await using web = await loadClassifier(embedded, { runtimes: ["onnxruntime-web"] });
  expect(web.runtime).toMatch(/^onnxruntime-web .* \(wasm\)$/);
  const { predictions } = await web.classify(chelsea);
  for (const { id, probability } of predictions)
    expect(Math.abs(probability - reference.probabilities[id])).toBeLessThan(1e-4);
});
