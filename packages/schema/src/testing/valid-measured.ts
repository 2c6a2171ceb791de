import type { Measured } from "../shapes/measured.ts";
import type { Sampler } from "../shapes/sampler.ts";
import { hash } from "./hash.ts";

export const sampler: Sampler = {
  solver: "heun",
  steps: 20,
  times: { kind: "uniform" },
  guidance: { scale: 2, interval: [0.1, 0.9], rescale: 0 },
};

export const measured: Measured = {
  model: { file: "onnx/model.onnx", sha256: hash("a") },
  data: { name: "Oxford-IIIT Pet", split: "test", n: 1323, sha256: hash("b") },
  n: 4,
  seed: 7,
  hardware: { cpu: "A processor", cores: 2, memory_bytes: 8e9, os: "linux 6.1" },
  versions: { node: "24.21.0" },
  command: "tiny-cats evaluate",
  date: "2026-11-21T10:00:00Z",
  by: "@tiny-cats/eval 0.1.0",
};
