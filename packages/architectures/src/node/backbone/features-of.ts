import { foldConstants, type Model, removeUnused } from "@tiny-cats/onnx";
import { backboneMismatch } from "./backbone-mismatch.ts";

/**
 * A graph cut off at its features: the output of that name, else what its last linear layer takes, else its only output. Constants are weights in
 * it. Throws `backbone-mismatch` where it has none of them.
 */
export function featuresOf(model: Model, path: string): Model {
  const { graph, ...rest } = foldConstants(model);
  const { outputs, nodes } = graph;
  const [only] = outputs.length === 1 ? outputs : [];
  const named = outputs.find(({ name }) => name === "features");
  const last = nodes.findLast(({ op }) => op === "Gemm");
  const name = named?.name ?? last?.inputs[0] ?? only?.name;
  if (name === undefined) {
    const names = outputs.map((output) => output.name);
    throw backboneMismatch(path, `none of its outputs (${names.join(", ")}) is called features`, names);
  }
  const known = [...outputs, ...graph.values].find((value) => value.name === name);
  const output = { name, type: known?.type ?? { dtype: "float32" as const } };
  return removeUnused({ ...rest, graph: { ...graph, outputs: [output] } });
}
