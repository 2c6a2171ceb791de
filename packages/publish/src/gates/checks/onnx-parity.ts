import { poolRuntime, verifyOnnx } from "@tiny-cats/architectures/node";
import { isTinyCatsError } from "@tiny-cats/schema/errors";
import { fileOf, isThere } from "../folder/file-of.ts";
import type { ModelGate } from "../gate.ts";
import { failed, notMeasured, passed } from "../verdicts.ts";

/** The graph gives what its weights give. */
export const onnxParity: ModelGate = {
  name: "onnx-parity",
  needs: "runs",
  kinds: ["classifier", "generator", "language"],
  async run(model, { thresholds, pool, signal }) {
    const { graph, weights, prefix } = model;
    if (!graph) return undefined;
    const tolerance = thresholds.onnx_tolerance;
    if (!weights || !(await isThere(model, weights)))
      return notMeasured(`${prefix}${graph.path} can't be held to its weights, which are not here`, {
        threshold: tolerance,
        places: [`${prefix}${weights?.path ?? "model.safetensors"}`],
        remedy:
          "put the weights beside it: tiny-cats publish writes model.safetensors and the graph from one checkpoint",
      });
    const halves = graph.dtype === "float16" || graph.dtype === "bfloat16";
    try {
      const { parity } = await verifyOnnx(await fileOf(model, graph), {
        against: await fileOf(model, weights),
        // Half the digits can't be as near; architectures knows how near they come.
        ...(!halves && { tolerance }),
        runtime: poolRuntime(pool),
        ...(signal && { signal }),
      });
      return passed(`${parity.compared} of ${prefix}${graph.path} within ${parity.tolerance} of the weights'`, {
        value: parity.largest_gap,
        threshold: parity.tolerance,
      });
    } catch (error) {
      if (!isTinyCatsError(error) || error.code !== "parity-failed") throw error;
      const { gap } = error.value as { gap?: number };
      return failed(error.message, {
        // JSON has no infinity.
        value: Number.isFinite(gap) ? (gap as number) : "not finite",
        threshold: tolerance,
        remedy: error.remedy,
      });
    }
  },
};
