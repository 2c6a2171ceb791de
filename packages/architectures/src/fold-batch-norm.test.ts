import { describe, expect, test } from "vitest";
import { formula } from "../../../tooling/golden/fill.ts";
import { errorOf } from "../../../tooling/testing/error-of.ts";
import { canonicalTensors } from "./canonical-tensors.ts";
import { detect } from "./detect.ts";
import { foldBatchNorm } from "./fold-batch-norm.ts";
import { loadTensors } from "./load-tensors.ts";
import { mobileNetV3 } from "./mobilenet-v3/mobilenet-v3.ts";
import { resNet } from "./resnet/resnet.ts";
import { filled } from "./testing/filled.ts";
import { inMemory } from "./testing/in-memory.ts";
import { gap, runInterpreter } from "./testing/run-graph.ts";
import { tinyDit } from "./tinydit/tinydit.ts";

const small = { ...resNet.presets.resnet18, embedding_size: 8, hidden_sizes: [8, 16, 24, 32], depths: [1, 1, 1, 1] };
const inputs = { pixel_values: { shape: [1, 3, 64, 64], data: formula("input", 3 * 64 * 64, 4) } };
const models = [
  [resNet, { ...small, image_size: 64 }],
  [mobileNetV3, { ...mobileNetV3.presets["mobilenet-v3-small"], image_size: 64, num_labels: 5 }],
] as unknown as [typeof resNet, typeof small][];

describe.each(models.map(([architecture, config]) => [architecture.name, architecture, config] as const))(
  "%s",
  (_, architecture, config) => {
    const load = async (dtype: "float32" | "float64") => {
      const file = await inMemory(filled(architecture, config, "torchvision"));
      return loadTensors(await canonicalTensors(detect(file)), { dtype });
    };

    test("folded gives the same answers, as one convolution each, and as it was with the normalisations left", async () => {
      const weights = await load("float64");
      const before = runInterpreter(architecture.graph(config, weights, { dtype: "float64" }), inputs);
      const folded = foldBatchNorm(architecture, config, weights);
      expect(folded.config).toEqual({ ...config, batch_norm: "folded" });
      const model = architecture.graph(folded.config, folded.weights, { dtype: "float64" });
      expect(model.graph.nodes.some(({ op }) => op === "BatchNormalization")).toBe(false);
      expect(gap(runInterpreter(model, inputs).logits, before.logits)).toBeLessThan(1e-12);
      // What reads the tensors without knowing of the folding must not go wrong.
      const kept = architecture.graph(config, folded.weights, { dtype: "float64" });
      expect(gap(runInterpreter(kept, inputs).logits, before.logits)).toBeLessThan(1e-12);
    });

    test("what was not folded can't be called so", async () => {
      const weights = await load("float32");
      const error = await errorOf(() => architecture.graph({ ...config, batch_norm: "folded" }, weights));
      expect(error.code).toBe("not-folded");
      const folded = foldBatchNorm(architecture, config, weights);
      expect(architecture.graph(folded.config, folded.weights).graph.inputs).toHaveLength(1);
    });
  },
);

test("weights of another model are refused", async () => {
  const error = await errorOf(() => foldBatchNorm(resNet, resNet.presets.resnet18, new Map()));
  expect(error.code).toBe("tensor-mismatch");
});

test("TinyDiT has nothing to fold", async () => {
  const error = await errorOf(() => foldBatchNorm(tinyDit, tinyDit.presets["tinydit-64"], new Map()));
  expect(error.code).toBe("no-batch-norm");
});
