import { readFileSync } from "node:fs";
import { vectorPath } from "../../../../tooling/golden/vector-path.ts";

/** A model that tooling/golden/scripts/tiny-models.py made: "tiny-classifier", "tiny-generator", "tiny-nan". */
export function tinyModel(name: string): Uint8Array {
  return readFileSync(vectorPath(`models/${name}.onnx`));
}
