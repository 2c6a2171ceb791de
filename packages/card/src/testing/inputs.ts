import type {
  BenchmarkReport,
  ClassifierEvaluation,
  GenerationMetadata,
  GeneratorEvaluation,
  LanguageEvaluation,
  QuantizationReport,
  TrainingReport,
} from "@tiny-cats/schema";
import type { ModelCardInput } from "../build/model-card-input.ts";
import { hash } from "./hash.ts";
import { classifierManifest, generatorManifest, textManifest } from "./manifests.ts";

/** Provenance of a report on a model whose hash is of one digit. */
const measured = (digit: string, split = "test"): ClassifierEvaluation["measured"] => ({
  model: { file: "onnx/model.onnx", sha256: hash(digit) },
  data: { name: "Oxford-IIIT Pet", split, n: 1323, sha256: hash("7") },
  n: 1323,
  seed: 7,
  hardware: { cpu: "A processor", cores: 2, memory_bytes: 8e9, os: "linux 6.1" },
  versions: { node: "24.21.0" },
  command: "tiny-cats eval",
  date: "2026-11-21T10:00:00Z",
  by: "@tiny-cats/eval 0.1.0",
});

const metadata = { step: 10, loss: null, timestamp: null, config: null, num_samples_generated: 1200 };

export const classifierEvaluation = (digit: string, split = "test"): ClassifierEvaluation => ({
  schema: "tiny-cats/evaluation-report",
  version: 1,
  task: "image-classification",
  measured: measured(digit, split),
  classification: {
    accuracy: 0.90271,
    top_k: { "1": 0.90271, "5": 0.99 },
    balanced_accuracy: null,
    per_class: [
      { label: "Abyssinian", precision: null, recall: 0.5, f1: null, support: 2 },
      { label: "Bengal|x", precision: 1, recall: 1, f1: 1, support: 1321 },
    ],
    confusion_matrix: null,
    cat_not_cat: { accuracy: 0.994, cat_recall: 0.99, other_recall: 0.98 },
    expected_calibration_error: 0.14052,
    intervals: { accuracy: { level: 0.95, low: 0.886, high: 0.919 } },
  },
  not_measured: {
    "classification.balanced_accuracy": "a class had no pictures",
    "classification.confusion_matrix": "too long",
    "classification.per_class.precision": "nothing was taken for an Abyssinian",
    "classification.per_class.f1": "nothing was taken for an Abyssinian",
  },
  metadata,
});

export const generatorEvaluation = (digit: string, split = "test"): GeneratorEvaluation => ({
  schema: "tiny-cats/evaluation-report",
  version: 1,
  task: "class-conditional-image-generation",
  measured: measured(digit, split),
  extractor: { name: "the starting classifier", sha256: hash("8") },
  fid: null,
  inception_score: null,
  precision: 0.5,
  recall: 0.25,
  frechet_distance: 12.53,
  class_score: { mean: 2.25, std: 0.125 },
  kid: { mean: 0.0123, std: 0.002 },
  density: 1.5,
  coverage: 0.75,
  not_measured: { fid: "Inception was not at hand", inception_score: "Inception was not at hand" },
  metadata,
});

export const languageEvaluation = (digit: string, split = "val"): LanguageEvaluation => ({
  schema: "tiny-cats/evaluation-report",
  version: 1,
  task: "text-generation",
  measured: measured(digit, split),
  language: { cross_entropy: 3.5, perplexity: 33.115, bits_per_byte: null },
  not_measured: { "language.bits_per_byte": "bytes were not counted" },
  metadata,
});

export const benchmark = (digit: string): BenchmarkReport => ({
  schema: "tiny-cats/benchmark-report",
  version: 1,
  measured: { ...measured(digit), n: 4, seed: null },
  model_info: { name: "classifier", device: "cpu", onnx_file: "onnx/model.onnx" },
  provider: "cpu",
  threads: 2,
  samples_ms: [9, 10, 11, 140],
  latency_ms: { p50: 10.123, p90: 14, p95: 141.6, p99: 150, mean: 42, std: 1, min: 9, max: 150 },
  load_ms: 120,
  first_call_ms: null,
  throughput_images_per_sec: null,
  memory: null,
  timestamp: "2026-11-21T10:00:00Z",
  not_measured: { first_call_ms: "warm", throughput_images_per_sec: "not asked for", memory: "the process was shared" },
});

export const trainingReport = (digit: string, split = "train"): TrainingReport => ({
  schema: "tiny-cats/training-report",
  version: 1,
  task: "image-classification",
  architecture: "mobilenet_v2",
  measured: measured(digit, split),
  parent: null,
  config: { lr: 4e-4, ema: { decay: 0.999 }, note: "a|b" },
  parameters: 2_274_689,
  step: 6545,
  samples_seen: 418_880,
  loss: 0.31,
  best: null,
  history: [],
  duration_s: 65.5,
  stopped_by: "finished",
  timestamp: "2026-11-21T10:00:00Z",
  not_measured: { best: "nothing was held out" },
});

export const samples = (digit: string): GenerationMetadata => ({
  schema: "tiny-cats/generation-metadata",
  version: 1,
  checkpoint: "tinydit-64",
  step: 6545,
  breeds_generated: [{ breed_idx: 0, breed_name: "Abyssinian", num_samples: 2 }],
  samples_per_breed: 2,
  output_dir: "out",
  config: { num_steps: 20, cfg_scale: 2, image_size: 64 },
  seed: 7,
  sampler: generatorManifest.generation.sampler,
  model: { file: "onnx/model.onnx", sha256: hash(digit) },
  runtime: "onnxruntime-node 1.30.0 (cpu)",
  files: [
    { file: "Abyssinian_000.png", breed_idx: 0, index: 0, seed: 7, sha256: hash("5") },
    { file: "Abyssinian_001.png", breed_idx: 0, index: 1, seed: 7, sha256: hash("6") },
  ],
});

/** Of the variant with the hash of the first digit, made of the model with that of the second: a classifier's. */
export const quantizationReport = (made: string, source: string, split = "val"): QuantizationReport => ({
  schema: "tiny-cats/quantization-report",
  version: 1,
  measured: { ...measured(made, split), n: 200 },
  method: "static",
  settings: { weights: "int8", activations: "uint8", per_channel: true },
  source: { file: "model.onnx", sha256: hash(source) },
  original_size: 4000,
  quantized_size: 1000,
  reduction_percent: 75,
  output_path: "model_quantized.onnx",
  output_sha256: hash(made),
  skipped: ["/conv|1"],
  calibration: null,
  accuracy_validation: {
    max_difference: 0.5,
    mean_difference: 0.05,
    std_difference: 0.05,
    relative_error: 0.0436,
    prediction_match_rate: 0.98,
    predictions_matched: 196,
    total_samples: 200,
  },
  accuracy: {
    split,
    all: { original: 0.92, quantized: 0.925, delta: 0.005, n: 200 },
    breeds: { original: 0.9, quantized: 0.8875, delta: -0.0125, n: 160 },
  },
  drawings: null,
  kid_delta: null,
  latency: [
    {
      runtime: "onnxruntime-node 1.30.0 (cpu)",
      threads: 2,
      batch: 1,
      runs: 30,
      original_ms: { p50: 2.961, p95: 3, p99: 4, mean: 3 },
      quantized_ms: { p50: 2.064, p95: 3, p99: 4, mean: 2 },
      delta_ms: -0.897,
    },
  ],
  gate: null,
  timestamp: "2026-11-22T08:00:00Z",
  not_measured: {
    drawings: "it draws nothing",
    kid_delta: "it draws nothing",
    calibration: "none",
    gate: "no loss was set",
  },
});

const file = (path: string, digit: string) => ({ path, bytes: 1000, sha256: hash(digit) });

/** A classifier, with its files alone. */
export const classifierInput: ModelCardInput = {
  parts: [{ folder: "", manifest: classifierManifest, config: { model_type: "mobilenet_v2", id2label: { 0: "a" } } }],
  files: [
    file("onnx/model.onnx", "a"),
    file("model.safetensors", "b"),
    file("config.json", "c"),
    file("preprocessor_config.json", "d"),
    file("tiny-cats.json", "e"),
  ],
};

/** The same with a generator in a folder of its own. */
export const pairInput: ModelCardInput = {
  ...classifierInput,
  parts: [...classifierInput.parts, { folder: "generator", manifest: generatorManifest }],
  files: [
    ...classifierInput.files,
    file("generator/onnx/model.onnx", "1"),
    file("generator/config.json", "2"),
    file("NOTICE", "3"),
    file("samples/Abyssinian_000.png", "5"),
    file("samples/Abyssinian_001.png", "9"),
  ],
};

/** A language model. */
export const textInput: ModelCardInput = {
  parts: [
    {
      folder: "",
      manifest: textManifest,
      config: {
        n_positions: 1024,
        echo_self_persona_dimensions: ["a"],
        echo_self_recursive_reasoning: true,
        echo_self_adaptive_attention: false,
      },
      tokenizer: { kind: "GPT2Tokenizer", vocabulary: 50257 },
    },
  ],
  files: [file("model.safetensors", "a"), file("tokenizer.json", "b"), file("config.json", "c")],
};
