import { fileURLToPath } from "node:url";
import { openImageSet } from "@tiny-cats/data";
import { evaluateClassifier, type PicturePrediction } from "@tiny-cats/eval/node";
import { classifier } from "@tiny-cats/models";
import { expect, test } from "vitest";
import { missingPeers, output, python } from "./peers.ts";

const folder = process.env.TINY_CATS_PETS;
const reason = folder
  ? missingPeers(["PIL", "numpy", "onnxruntime"])
  : "TINY_CATS_PETS names no folder with the pictures of Oxford-IIIT Pet";

test("eval classifier and Pillow with numpy and onnxruntime agree on every picture of split=val", async ({ skip }) => {
  if (reason || !folder) return skip(reason);
  const set = await openImageSet(folder);
  const predictions: PicturePrediction[] = [];
  const report = await evaluateClassifier(classifier, set, {
    split: "val",
    command: "vitest run",
    bootstrap: { replicates: 10 },
    onPrediction: (prediction) => predictions.push(prediction),
  });
  const script = fileURLToPath(new URL("./eval-classifier.py", import.meta.url));
  const model = fileURLToPath(classifier.files["onnx/model.onnx"]);
  const theirs = JSON.parse(await output(python, ["-B", script, model, folder, "val"], ""));

  expect(report.broken).toEqual([]);
  expect(predictions.map(({ file }) => file).sort()).toEqual(Object.keys(theirs.pictures).sort());
  const different: string[] = [];
  let largestGap = 0;
  for (const { file, sha256, label, predicted, probabilities } of predictions) {
    const other: { label: string; sha256: string; probabilities: number[] } = theirs.pictures[file];
    const best = other.probabilities.indexOf(Math.max(...other.probabilities));
    if (other.label !== label || other.sha256 !== sha256 || labelOf(report, best) !== predicted) different.push(file);
    largestGap = Math.max(largestGap, ...other.probabilities.map((p, i) => Math.abs(p - probabilities[i])));
  }
  console.log(`${predictions.length} pictures, the largest gap between probabilities is ${largestGap}`);
  expect(different).toEqual([]);
  expect(largestGap).toBeLessThan(1e-6);

  const ours = report.classification!;
  expect(ours.confusion_matrix).toEqual(theirs.confusion_matrix);
  expect(ours.accuracy).toBeCloseTo(theirs.accuracy, 12);
  expect(ours.balanced_accuracy).toBeCloseTo(theirs.balanced_accuracy, 12);
  expect(ours.cat_not_cat?.accuracy).toBeCloseTo(theirs.cat_not_cat, 12);
  expect(ours.top_k).toEqual(theirs.top_k);
  ours.per_class?.forEach(({ f1 }, i) => void expect(f1).toBeCloseTo(theirs.f1[i], 12));
  expect(ours.expected_calibration_error).toBeCloseTo(theirs.expected_calibration_error, 6);
});

function labelOf(report: Record<string, unknown>, id: number): string {
  return (report.labels as string[])[id];
}
