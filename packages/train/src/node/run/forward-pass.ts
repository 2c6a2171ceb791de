import { type Model, writeModel } from "@tiny-cats/onnx";
import { createSession, type SessionOptions } from "../../step/create-session.ts";
import type { OrtModule } from "../../step/ort-module.ts";
import type { Batch } from "../../step/step.ts";

/** A model as it is, for measuring and drawing. */
export interface ForwardPass {
  /** The outputs by name, float32. */
  run(batch: Batch): Promise<Readonly<Record<string, Float32Array>>>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Opens a model in a runtime. Throws `invalid-model`. */
export async function openForward(ort: OrtModule, model: Model, options: SessionOptions): Promise<ForwardPass> {
  const session = await createSession(ort, writeModel(model), options);
  return {
    async run(batch) {
      const feeds: Record<string, unknown> = {};
      for (const [name, { data, shape }] of Object.entries(batch)) {
        const dtype = data instanceof BigInt64Array ? "int64" : "float32";
        feeds[name] = new ort.Tensor(dtype as never, data as never, shape);
      }
      const results = await session.run(feeds);
      return Object.fromEntries(Object.entries(results).map(([name, { data }]) => [name, data]));
    },
    [Symbol.asyncDispose]: () => session.release(),
  };
}
