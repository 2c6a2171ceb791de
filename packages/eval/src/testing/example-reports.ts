import {
  type ClassifierEvaluation,
  type GeneratorEvaluation,
  type LanguageEvaluation,
  parseEvaluationReport,
} from "@tiny-cats/schema";
import { classificationReport } from "../classification/classification-report.ts";

const LABELS = ["Bengal", "Persian", "Other"];

const measured = {
  model: { file: "onnx/model.onnx", sha256: "a".repeat(64) },
  data: { name: "pets", split: "val", n: 300, sha256: "b".repeat(64) },
  n: 300,
  seed: 0,
  hardware: { cpu: "A processor", cores: 2, memory_bytes: 8e9, os: "Linux 6.1" },
  versions: { node: "24.21.0" },
  command: "tiny-cats eval classifier --data pets",
  date: "2026-11-21T10:00:00Z",
  by: "@tiny-cats/eval 0.1.0",
};
const metadata = { step: null, loss: null, timestamp: null, config: null, num_samples_generated: null };
const common = { schema: "tiny-cats/evaluation-report", version: 1, measured, metadata };

/** A classifier that is wrong on every `every`-th of 300 pictures, from the `first` on; and which were right. */
export async function exampleClassifier(
  every: number,
  first = 0,
): Promise<{ report: ClassifierEvaluation; outcomes: Map<string, boolean> }> {
  const outcomes = new Map<string, boolean>();
  const items = Array.from({ length: 300 }, (_, i) => {
    const label = i % 3;
    const right = (i - first) % every !== 0;
    outcomes.set(`${i}.png`, right);
    const seen = right ? label : (label + 1) % 3;
    return { label, probabilities: LABELS.map((_, c) => (c === seen ? 0.8 : 0.1)) };
  });
  const { n, ...classification } = await classificationReport(items, { labels: LABELS });
  const report = { ...common, task: "image-classification", classification, labels: LABELS, not_measured: {} };
  return { report: parseEvaluationReport(report) as ClassifierEvaluation, outcomes };
}

/** A generator's report with what the pipeline adds. */
export function exampleGenerator(kid = 0.01): GeneratorEvaluation {
  return parseEvaluationReport({
    ...common,
    task: "class-conditional-image-generation",
    extractor: { name: "classifier", sha256: "c".repeat(64) },
    fid: null,
    inception_score: null,
    precision: 0.5,
    recall: 0.25,
    frechet_distance: 12.5,
    class_score: { mean: 2, std: 0.1 },
    kid: { mean: kid, std: 0.002 },
    density: 1.2,
    coverage: 0.75,
    intervals: {
      kid: { level: 0.95, low: kid - 0.002, high: kid + 0.002 },
      frechet_distance: { level: 0.95, low: 12, high: 13 },
    },
    agreement: {
      value: 0.5,
      interval: { level: 0.95, low: 0.4, high: 0.6 },
      per_class: [
        { label: "Bengal", agreement: 0.5, n: 2 },
        { label: "Persian", agreement: null, n: 0 },
      ],
    },
    noise: { share: 0, n: 2 },
    remarks: ["fewer than 2048 pictures"],
    not_measured: { fid: "no Inception", inception_score: "no Inception" },
  }) as GeneratorEvaluation;
}

/** A language model's report. */
export function exampleLanguage(crossEntropy = 3, change: object = {}): LanguageEvaluation {
  return parseEvaluationReport({
    ...common,
    task: "text-generation",
    language: {
      cross_entropy: crossEntropy,
      perplexity: Math.exp(crossEntropy),
      bits_per_byte: null,
      intervals: { cross_entropy: { level: 0.95, low: crossEntropy - 0.1, high: crossEntropy + 0.1 } },
      block_size: 8,
      stride: 8,
      windows: 20,
      causality: { causal: true, tokens: 8, largest: 0 },
    },
    not_measured: { "language.bits_per_byte": "no tokenizer" },
    ...change,
  }) as LanguageEvaluation;
}
