import type { ClassifierEvaluation, GeneratorEvaluation, LanguageEvaluation } from "../documents/evaluation-report.ts";
import { hash } from "./hash.ts";
import { measured } from "./valid-measured.ts";

export const generatorEvaluation: GeneratorEvaluation = {
  schema: "tiny-cats/evaluation-report",
  version: 1,
  task: "class-conditional-image-generation",
  measured,
  extractor: { name: "tiny-cats classifier features", sha256: hash("c") },
  fid: null,
  inception_score: null,
  precision: 0.5,
  recall: 0.25,
  frechet_distance: 12.5,
  class_score: { mean: 2, std: 0.1 },
  kid: { mean: -0.001, std: 0.002 },
  density: 1.2,
  coverage: 0.75,
  not_measured: { fid: "InceptionV3 was not at hand", inception_score: "InceptionV3 was not at hand" },
  metadata: { step: 6545, loss: null, timestamp: null, config: { image_size: 64 }, num_samples_generated: 480 },
};

export const classifierEvaluation: ClassifierEvaluation = {
  schema: "tiny-cats/evaluation-report",
  version: 1,
  task: "image-classification",
  measured,
  classification: {
    accuracy: 0.75,
    top_k: { "1": 0.75, "5": 1 },
    balanced_accuracy: 0.75,
    per_class: [
      { label: "Abyssinian", precision: null, recall: 0, f1: null, support: 1 },
      { label: "Other", precision: 0.75, recall: 1, f1: 0.857, support: 3 },
    ],
    confusion_matrix: [
      [0, 1],
      [0, 3],
    ],
    cat_not_cat: { accuracy: 0.75, cat_recall: 0, other_recall: 1 },
    expected_calibration_error: null,
    intervals: { accuracy: { level: 0.95, low: 0.3, high: 0.95 } },
  },
  not_measured: {
    "classification.per_class.precision": "nothing was taken for an Abyssinian",
    "classification.per_class.f1": "nothing was taken for an Abyssinian",
    "classification.expected_calibration_error": "four photos are too few",
  },
  metadata: { step: null, loss: null, timestamp: null, config: null, num_samples_generated: null },
};

export const languageEvaluation: LanguageEvaluation = {
  schema: "tiny-cats/evaluation-report",
  version: 1,
  task: "text-generation",
  measured: { ...measured, data: null },
  language: { cross_entropy: 3, perplexity: Math.exp(3), bits_per_byte: null },
  not_measured: { "language.bits_per_byte": "the text's bytes were not counted" },
  metadata: {
    step: 1,
    loss: 3.1,
    timestamp: "2026-11-21T10:00:00.123+02:00",
    config: null,
    num_samples_generated: null,
  },
};
