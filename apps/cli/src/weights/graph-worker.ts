import { parentPort, workerData } from "node:worker_threads";
import type { SampleInputs } from "@tiny-cats/architectures/node";
import { nativeCall } from "@tiny-cats/core/native-thread";

/** What a thread is started with: a graph to run once. */
export interface GraphRun {
  readonly path: string;
  readonly inputs: SampleInputs;
}

const { path, inputs } = workerData as GraphRun;
const outputs = await nativeCall(async () => {
  const { InferenceSession, Tensor } = await import("onnxruntime-node");
  const session = await InferenceSession.create(path, {
    logSeverityLevel: 3,
    // Weights laid out anew for speed would be held twice, for one run.
    extra: { session: { disable_prepacking: "1" } },
  });
  const feeds = Object.entries(inputs).map(([name, { dtype, data, shape }]) => [
    name,
    dtype === "int64"
      ? new Tensor(dtype, data as BigInt64Array, shape)
      : new Tensor(dtype, data as Float32Array, shape),
  ]);
  return session.run(Object.fromEntries(feeds));
});
parentPort!.postMessage(Object.fromEntries(Object.entries(outputs).map(([name, { data }]) => [name, data])));
