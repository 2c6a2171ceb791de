import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { OrtModule, OrtSession } from "./ort-module.ts";

/**
 * A run's threads wait busily for each other between two operators, but not for the next run: that would take the processor from everyone else.
 * Versions that don't know the duration spin as long as is their custom.
 */
const SPINNING = { allow_spinning: "1", spin_duration_us: "100" };

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
    extra: { session: { intra_op: SPINNING } },
  };
  return ort.InferenceSession.create(bytes, options).catch((cause) => {
    throw new TinyCatsError("invalid-model", `the runtime can't load the graph: ${cause.message}`, {
      remedy: "check that the file is a whole ONNX model of an opset this runtime knows",
      cause,
    });
  });
}
