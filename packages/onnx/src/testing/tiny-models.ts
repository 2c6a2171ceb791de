import { readFileSync } from "node:fs";

/** A model of tooling/golden/vectors/models: "tiny-classifier", "tiny-generator". */
export function tinyModel(name: string): Uint8Array {
  return readFileSync(new URL(`../../../../tooling/golden/vectors/models/${name}.onnx`, import.meta.url));
}
