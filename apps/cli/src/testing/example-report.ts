import { type ClassifierEvaluation, parseEvaluationReport } from "@tiny-cats/schema";

/** A classifier's report with an accuracy and its interval; the set's hash is of 64 times `data`. */
export function exampleReport(accuracy = 0.5, data = "b"): ClassifierEvaluation {
  return parseEvaluationReport({
    schema: "tiny-cats/evaluation-report",
    version: 1,
    task: "image-classification",
    measured: {
      model: { file: "model.onnx", sha256: "a".repeat(64) },
      data: { name: "pets", split: "val", n: 4, sha256: data.repeat(64) },
      n: 4,
      seed: 0,
      hardware: { cpu: null, cores: 2, memory_bytes: 8e9, os: "Linux 6.1" },
      versions: { node: "24.21.0" },
      command: "tiny-cats eval classifier --data pets",
      date: "2026-11-21T10:00:00Z",
      by: "@tiny-cats/eval 0.1.0",
    },
    classification: {
      accuracy,
      top_k: null,
      balanced_accuracy: null,
      per_class: null,
      confusion_matrix: null,
      cat_not_cat: null,
      expected_calibration_error: null,
      intervals: { accuracy: { level: 0.95, low: accuracy - 0.05, high: accuracy + 0.05 } },
    },
    not_measured: Object.fromEntries(
      ["top_k", "balanced_accuracy", "per_class", "confusion_matrix", "cat_not_cat", "expected_calibration_error"].map(
        (key) => [`classification.${key}`, "an example"],
      ),
    ),
    metadata: { step: null, loss: null, timestamp: null, config: null, num_samples_generated: null },
  }) as ClassifierEvaluation;
}
