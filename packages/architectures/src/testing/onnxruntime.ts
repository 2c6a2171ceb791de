import { InferenceSession, Tensor } from "onnxruntime-node";
import type { OnnxRuntime } from "../node/onnx-runtime.ts";

/** onnxruntime-node on one thread. */
export const onnxruntime: OnnxRuntime = {
  name: "onnxruntime-node",
  async run(path, inputs) {
    const session = await InferenceSession.create(path, { logSeverityLevel: 3, intraOpNumThreads: 1 });
    const feeds = Object.entries(inputs).map(([name, { dtype, data, shape }]) => [
      name,
      new Tensor(dtype, data as never, shape),
    ]);
    const results = await session.run(Object.fromEntries(feeds));
    await session.release();
    return Object.fromEntries(Object.entries(results).map(([name, { data }]) => [name, data as Float32Array]));
  },
};
