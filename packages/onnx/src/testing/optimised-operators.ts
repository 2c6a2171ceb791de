import { readFileSync } from "node:fs";
import { join } from "node:path";
import { InferenceSession } from "onnxruntime-node";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import type { Model } from "../model/model.ts";
import { readModel } from "../protobuf/read-model.ts";
import { writeModel } from "../protobuf/write-model.ts";

/** How often each operator stands in the graph that onnxruntime makes of a model before it runs it. */
export async function optimisedOperators(model: Model): Promise<Record<string, number>> {
  const path = join(temporaryFolder(), "optimised.onnx");
  const options = { optimizedModelFilePath: path, graphOptimizationLevel: "all", logSeverityLevel: 3 } as const;
  const session = await InferenceSession.create(writeModel(model), options);
  await session.release();
  const counts: Record<string, number> = {};
  for (const { op } of readModel(readFileSync(path)).graph.nodes) counts[op] = (counts[op] ?? 0) + 1;
  return counts;
}
