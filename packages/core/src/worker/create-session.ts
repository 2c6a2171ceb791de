import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { OrtModule, OrtSession } from "./ort-module.ts";

/**
 * Creates a runtime's session with one execution provider.
 *
 * @throws TinyCatsError "invalid-model"
 */
export async function createSession(
  ort: OrtModule,
  provider: "cpu" | "wasm" | "webgpu",
  { bytes, threads }: { bytes: Uint8Array; threads: number },
): Promise<OrtSession> {
  const options = {
    executionProviders: [provider],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    extra: { session: { intra_op: { allow_spinning: "0" } } },
  };
  return ort.InferenceSession.create(bytes, options).catch((cause) => {
    throw new TinyCatsError("invalid-model", `the runtime can't load the graph: ${cause.message}`, {
      remedy: "check that the file is a whole ONNX model of an opset this runtime knows",
      cause,
    });
  });
}
