import { InferenceSession, Tensor } from "onnxruntime-node";
import type { Model } from "../model/model.ts";
import { writeModel } from "../protobuf/write-model.ts";
import type { RunModel } from "../quantize/run-model.ts";

/** Runs models in onnxruntime-node, keeping a session for each as long as the model lives. */
export function runWithOnnxruntime(): RunModel {
  const sessions = new WeakMap<Model, Promise<InferenceSession>>();
  return async (model, inputs) => {
    const session =
      sessions.get(model) ?? InferenceSession.create(writeModel(model), { logSeverityLevel: 3, intraOpNumThreads: 1 });
    sessions.set(model, session);
    const feeds = Object.entries(inputs).map(([name, { shape, data }]) => [
      name,
      data instanceof BigInt64Array
        ? new Tensor("int64", data, shape)
        : new Tensor("float32", Float32Array.from(data as ArrayLike<number>), shape),
    ]);
    const results = await (await session).run(Object.fromEntries(feeds));
    return Object.fromEntries(Object.entries(results).map(([name, { data }]) => [name, data as Float32Array]));
  };
}
