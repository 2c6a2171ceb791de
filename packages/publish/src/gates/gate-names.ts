/** The gates before publishing, in the order in which they are passed. */
export const GATE_NAMES = [
  "files",
  "licence",
  "nan-inf",
  "trained",
  "onnx-parity",
  "behaviour",
  "samples-not-noise",
  "causality",
  "quantized-size",
  "quantized-loss",
  "cat-accuracy",
  "fid",
  "kid",
  "perplexity",
  "cpu-p95",
] as const;

export type GateName = (typeof GATE_NAMES)[number];
