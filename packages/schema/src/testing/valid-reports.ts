import type { BenchmarkReport } from "../documents/benchmark-report.ts";
import type { DataManifest } from "../documents/data-manifest.ts";
import type { DataReport } from "../documents/data-report.ts";
import type { GenerationMetadata } from "../documents/generation-metadata.ts";
import type { Lineage } from "../documents/lineage.ts";
import type { PublishReport } from "../documents/publish-report.ts";
import type { QuantizationReport } from "../documents/quantization-report.ts";
import type { TrainingCheckpoint } from "../documents/training-checkpoint.ts";
import type { TrainingReport } from "../documents/training-report.ts";
import type { ValidationReport } from "../documents/validation-report.ts";
import { hash } from "./hash.ts";
import { measured, sampler } from "./valid-measured.ts";

export const benchmarkReport: BenchmarkReport = {
  schema: "tiny-cats/benchmark-report",
  version: 1,
  measured: { ...measured, seed: null },
  model_info: { name: "classifier", device: "cpu", onnx_file: "onnx/model.onnx", image_size: 224 },
  provider: "cpu",
  threads: 2,
  samples_ms: [9, 10, 11, 14],
  latency_ms: { p50: 10, p90: 14, p95: 14, p99: 14, mean: 11, std: 1.87, min: 9, max: 14 },
  load_ms: 120,
  first_call_ms: null,
  throughput_images_per_sec: { "1": 90, "8": 210 },
  memory: { peak_memory_mb: 310, note: "of the whole process" },
  timestamp: "2026-11-21T10:00:00Z",
  not_measured: { first_call_ms: "the graph was warm" },
};

export const trainingReport: TrainingReport = {
  schema: "tiny-cats/training-report",
  version: 1,
  task: "class-conditional-image-generation",
  architecture: "tinydit",
  measured,
  parent: null,
  config: { lr: 4e-4, ema: { decay: 0.999 } },
  parameters: 5_580_000,
  step: 200,
  samples_seen: 12_800,
  loss: 0.31,
  best: null,
  history: [
    { step: 100, loss: 0.4, learning_rate: 4e-4 },
    { step: 200, loss: 0.31 },
  ],
  duration_s: 65.5,
  stopped_by: "finished",
  timestamp: "2026-11-21T10:00:00Z",
  not_measured: { best: "nothing was held out" },
};

export const publishReport: PublishReport = {
  schema: "tiny-cats/publish-report",
  version: 1,
  measured: { ...measured, model: null, n: 2 },
  repo_id: "someone/tiny-cats",
  url: "https://huggingface.co/someone/tiny-cats",
  commit: "c".repeat(40),
  tag: "v1.0.0",
  timestamp: "2026-11-21T10:00:00Z",
  files: [
    { path: "README.md", bytes: 100, sha256: hash("1") },
    { path: "onnx/model.onnx", bytes: 2000, sha256: hash("2") },
  ],
  files_uploaded: ["onnx/model.onnx"],
  bytes: 2000,
  mean_mb_per_s: 1.5,
  peak_mb_per_s: null,
  retries: 0,
  missing: [{ path: "samples/grid.png", allowed_because: "--allow-missing samples" }],
  not_measured: { peak_mb_per_s: "the transfer took less than a second" },
};

export const generationMetadata: GenerationMetadata = {
  schema: "tiny-cats/generation-metadata",
  version: 1,
  checkpoint: "tinydit-64",
  step: 6545,
  breeds_generated: [
    { breed_idx: 0, breed_name: "Abyssinian", num_samples: 1 },
    { breed_idx: 1, breed_name: "Bengal", num_samples: 1 },
  ],
  samples_per_breed: 1,
  output_dir: "out",
  config: { num_steps: 20, cfg_scale: 2, image_size: 64 },
  seed: 7,
  sampler,
  model: { file: "onnx/model.onnx", sha256: hash("a") },
  runtime: "onnxruntime-node 1.30.0 (cpu)",
  files: [
    { file: "Abyssinian_000.png", breed_idx: 0, index: 0, seed: 7, sha256: hash("1") },
    { file: "Bengal_000.png", breed_idx: 1, index: 0, seed: 7, sha256: hash("2") },
  ],
};

const quantiles = { min: 0.5, p5: 0.6, p25: 0.8, p50: 1, p75: 1.2, p95: 1.5, max: 2 };

export const dataReport: DataReport = {
  schema: "tiny-cats/data-report",
  version: 1,
  name: "photos",
  layout: "index",
  measured: {
    ...measured,
    model: null,
    data: { name: "photos", split: "all", n: 5, sha256: hash("c") },
    n: 5,
    seed: null,
  },
  pictures: 5,
  labels: [
    { label: "Abyssinian", n: 3, splits: { train: 2, val: 1 } },
    { label: "Other", n: 2, splits: { train: 2 } },
  ],
  splits: { train: { n: 4, sha256: hash("d") }, val: { n: 1, sha256: hash("e") } },
  sizes: { width: quantiles, height: quantiles, aspect: quantiles, bytes: quantiles },
  broken: [{ file: "b/5.jpg", label: "Other", split: "train", code: "corrupt-picture", message: "it is cut short" }],
  mismatches: [{ file: "a/1.jpg", field: "size", expected: "10x10", found: "10x12" }],
  exact_duplicates: [
    {
      sha256: hash("1"),
      files: [
        { file: "a/1.jpg", label: "Abyssinian", split: "train" },
        { file: "a/2.jpg", label: "Abyssinian", split: "train" },
      ],
      leak: false,
    },
  ],
  near_duplicates: {
    method: "perceptual hash",
    threshold: 10,
    compared: 3,
    truncated: false,
    pairs: [
      {
        files: [
          { file: "a/1.jpg", label: "Abyssinian", split: "train" },
          { file: "a/3.jpg", label: "Abyssinian", split: "val" },
        ],
        distance: 4,
        leak: true,
      },
    ],
  },
  ignored: ["notes.txt"],
  problems: [{ level: "error", kind: "broken-pictures", message: "1 picture can't be read" }],
  timestamp: "2026-11-21T10:00:00Z",
  not_measured: {},
};

export const quantizationReport: QuantizationReport = {
  schema: "tiny-cats/quantization-report",
  version: 1,
  measured: { ...measured, model: { file: "model_quantized.onnx", sha256: hash("e") }, seed: null, n: 4 },
  method: "static",
  settings: { weights: "int8", activations: "uint8", per_channel: true },
  source: { file: "onnx/model.onnx", sha256: hash("d") },
  original_size: 4000,
  quantized_size: 1000,
  reduction_percent: 75,
  output_path: "model_quantized.onnx",
  output_sha256: hash("e"),
  skipped: ["conv_0"],
  calibration: { samples: 16, batches: 2, sha256: hash("f") },
  accuracy_validation: {
    max_difference: 0.5,
    mean_difference: 0.1,
    std_difference: 0.05,
    relative_error: 0.02,
    prediction_match_rate: 0.75,
    predictions_matched: 3,
    total_samples: 4,
  },
  accuracy: {
    split: "val",
    all: { original: 1, quantized: 0.75, delta: -0.25, n: 4 },
    breeds: { original: 1, quantized: 1, delta: 0, n: 2 },
  },
  drawings: null,
  kid_delta: null,
  latency: [
    {
      ...{ runtime: "onnxruntime-node 1.30.0 (cpu)", threads: 2, batch: 1, runs: 30, delta_ms: -2 },
      original_ms: { p50: 4, p95: 5, p99: 6, mean: 4.2 },
      quantized_ms: { p50: 2, p95: 3, p99: 4, mean: 2.2 },
    },
  ],
  gate: { metric: "accuracy.breeds", max_loss: 0.005, loss: 0, passed: true, forced: false },
  timestamp: "2026-11-21T10:00:00Z",
  not_measured: { drawings: "the model draws nothing", kid_delta: "the model draws nothing" },
};

/** Of a generator whose drawings were compared with photos. */
export const generatorQuantization: QuantizationReport = {
  ...quantizationReport,
  accuracy: null,
  drawings: { n: 4, mean_difference: 1, max_difference: 8 },
  kid_delta: 0.25,
  kid: {
    original: { value: 0.5, interval: { level: 0.95, low: 0.25, high: 0.75 }, n: 48 },
    quantized: { value: 0.75, interval: { level: 0.95, low: 0.5, high: 1 }, n: 48 },
    reference: { name: "pets", split: "all", n: 40, sha256: hash("9"), seen_in_training: true },
    extractor: { name: "features of classifier", sha256: hash("8") },
    seed: 0,
    sampler,
  },
  gate: { metric: "kid_delta", max_loss: 0.25, loss: 0.25, passed: true, forced: false },
  not_measured: { accuracy: "the model classifies nothing" },
};

export const validationReport: ValidationReport = {
  schema: "tiny-cats/validation-report",
  version: 1,
  model_path: "my-model",
  timestamp: "2026-11-21T10:00:00Z",
  passed: false,
  strict: false,
  total_checks: 3,
  passed_checks: 1,
  failed_checks: 1,
  warnings: ["generator kid: not measured, and allowed to be"],
  errors: ["classifier cat-accuracy: 0.9 is not above 0.97"],
  thresholds: { min_cat_accuracy: 0.97, max_kid: null },
  results: [
    {
      name: "files",
      model: null,
      passed: true,
      value: "9 files",
      threshold: null,
      message: "all 9 are as they should be",
    },
    {
      name: "cat-accuracy",
      model: "classifier",
      passed: false,
      value: 0.9,
      threshold: 0.97,
      message: "0.9 is not above 0.97",
      remedy: "train it longer",
    },
    {
      name: "kid",
      model: "generator",
      passed: false,
      value: null,
      threshold: null,
      message: "it was not measured",
      allowed_because: "--allow-missing kid",
    },
  ],
};

export const lineage: Lineage = {
  schema: "tiny-cats/lineage",
  version: 1,
  parent: {
    repo_id: "someone/tiny-gpt",
    endpoint: "https://hub.example",
    commit: "c".repeat(40),
    revision: "main",
  },
  as: "checkpoint",
  timestamp: "2026-11-21T10:00:00Z",
  files: [
    { path: "config.json", bytes: 100, sha256: hash("1") },
    { path: "model.safetensors", bytes: 2000, sha256: hash("2") },
  ],
  checkpoint: { path: "ckpt.pt", bytes: 2100, sha256: hash("3"), architecture: "gpt2", dialect: "nanogpt" },
};

export const trainingCheckpoint: TrainingCheckpoint = {
  schema: "tiny-cats/training-checkpoint",
  version: 1,
  step: 20,
  saved: "2026-11-22T10:00:00.000Z",
  progress: {
    cursor: { epoch: 2, index: 6 },
    rateScale: 0.5,
    rollbacks: 1,
    microBatch: 2,
    best: { step: 10, value: 0.25 },
    stale: 1,
    evaluated: 20,
    metrics: { loss: 0.5, value: 0.3, accuracy: null },
  },
  settings: { schedule: { kind: "cosine", rate: 0.1 }, clip: 1 },
  optimizer: { name: "adamw", settings: { beta1: 0.9, nesterov: false } },
  seed: 5,
  lineage: { parent: null, data: hash("1"), dataset: "pets" },
  environment: { threads: 1, runtime: "onnxruntime-node", node: "v24.0.0", platform: "linux-x64", cpu: "some" },
  files: {
    "model.safetensors": { bytes: 100, sha256: hash("2") },
    "optimizer.safetensors": { bytes: 200, sha256: hash("3") },
    "config.json": { bytes: 20, sha256: hash("4") },
  },
  checksum: hash("5"),
};

export const dataManifest: DataManifest = {
  schema: "tiny-cats/data-manifest",
  version: 1,
  name: "Oxford-IIIT Pet",
  license: "CC-BY-SA-4.0",
  citation: "O. M. Parkhi, A. Vedaldi, A. Zisserman, C. V. Jawahar: Cats and Dogs. CVPR 2012",
  made_by: "@tiny-cats/data 1.0.0",
  archives: [{ file: "images.tar.gz", bytes: 1000, md5: "d".repeat(32) }],
  heads: true,
  size: 64,
  margin: 1.3,
  split: { seed: 0, val: 0.1 },
  pictures: 3,
  splits: { train: 2, val: 1, test: 0 },
  labels: [
    { label: "Bengal", n: 2, splits: { train: 1, val: 1, test: 0 } },
    { label: "Other", n: 1, splits: { train: 1, val: 0, test: 0 } },
  ],
  left_out: [{ file: "Bengal_3.jpg", code: "no-head" }],
  unread_annotations: [{ file: "xmls/Bengal_3.xml", message: "it is empty" }],
  items_sha256: hash("1"),
  index_sha256: hash("2"),
};
