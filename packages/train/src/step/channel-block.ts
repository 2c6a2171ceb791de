import { writeModel } from "@tiny-cats/onnx";
import { blockProbe } from "@tiny-cats/onnx/gradient";
import { createSession, type SessionOptions } from "./create-session.ts";
import type { OrtModule } from "./ort-module.ts";

/** How many channels a runtime computes side by side on this processor; undefined where it has no such blocks. */
export async function channelBlock(ort: OrtModule, options: SessionOptions): Promise<number | undefined> {
  const { providers = ["cpu"] } = options;
  if (providers.some((provider) => provider !== "cpu")) return undefined;
  const session = await createSession(ort, writeModel(blockProbe()), options).catch(() => undefined);
  if (!session) return undefined;
  const x = new ort.Tensor("float32" as never, new Float32Array(4) as never, [1, 4, 1, 1]);
  const { y } = await session.run({ x });
  await session.release();
  return y.dims[1];
}
