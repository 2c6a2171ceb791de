import { LAYOUT } from "../../layout.ts";
import { isThere } from "../folder/file-of.ts";
import type { ModelGate } from "../gate.ts";
import { failed, notMeasured, passed } from "../verdicts.ts";

const MEGA = 1e6;

/** The quantized graph is small enough for a browser. */
export const quantizedSize: ModelGate = {
  name: "quantized-size",
  needs: "files",
  kinds: ["classifier", "generator"],
  async run(model, { thresholds }) {
    const threshold = thresholds.max_quantized_mb;
    const { prefix } = model;
    const there = [];
    for (const file of model.quantized) if (await isThere(model, file)) there.push(file);
    const [largest] = there.sort((a, b) => b.bytes - a.bytes);
    if (!largest)
      return notMeasured("there is no quantized graph", {
        threshold,
        places: [`${prefix}${LAYOUT.quantized}`],
        remedy: "make one: tiny-cats quantize <folder> --out onnx/model_quantized.onnx",
      });
    const value = largest.bytes / MEGA;
    const size = `${prefix}${largest.path} has ${value.toFixed(1)} MB`;
    if (value < threshold) return passed(size, { value, threshold });
    return failed(`${size}, not less than ${threshold}`, {
      value,
      threshold,
      remedy: "quantize more of it (tiny-cats quantize), or publish a smaller model",
    });
  },
};
