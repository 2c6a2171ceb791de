/** Where things lie in a published repository. A classifier or a language model is at its root, a generator in a folder of its own. */
export const LAYOUT = {
  card: "README.md",
  manifest: "tiny-cats.json",
  checksums: "SHA256SUMS",
  /** What people wrote for the card. */
  notes: "card-notes.md",
  generator: "generator",
  graph: "onnx/model.onnx",
  quantized: "onnx/model_quantized.onnx",
  weights: "model.safetensors",
  /** Of the generator where there is one, else of the one model: the keys are the seed projects'. */
  evaluation: "evaluation/evaluation_report.json",
  /** Of the classifier, where a generator is published with it. */
  classification: "evaluation/classification_report.json",
  fid: "evaluation/fid_results.json",
  inceptionScore: "evaluation/inception_score.json",
  sheet: "evaluation/sample_grid.png",
  benchmark: "benchmarks/benchmark_report.json",
  classificationBenchmark: "benchmarks/classification_benchmark.json",
  latency: "benchmarks/inference_latency.json",
  memory: "benchmarks/memory_usage.json",
  samples: "samples",
  samplesMetadata: "samples/generation_metadata.json",
  examples: "examples",
  datasets: "datasets",
} as const;
