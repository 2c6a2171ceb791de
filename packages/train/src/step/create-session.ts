import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { OrtModule, OrtSession } from "./ort-module.ts";

/** Where and on how many threads a session runs. */
export interface SessionOptions {
  readonly providers?: readonly string[];
  readonly threads?: number;
}

/** Creates a session. Throws `invalid-model` where the runtime can't load the graph. */
export async function createSession(
  ort: OrtModule,
  bytes: Uint8Array,
  { providers = ["cpu"], threads }: SessionOptions,
): Promise<OrtSession> {
  const options = {
    executionProviders: [...providers],
    ...(threads !== undefined && { intraOpNumThreads: threads }),
    interOpNumThreads: 1,
    // One block laid out in advance for all values of a pass is half as large again as what is alive at a time, and slower.
    enableMemPattern: false,
    // Optimisers' warnings are of no use to whom they would be printed for.
    logSeverityLevel: 3,
  };
  return ort.InferenceSession.create(bytes, options).catch((cause: Error) => {
    throw new TinyCatsError("invalid-model", `the runtime can't load the graph: ${cause.message}`, {
      remedy: "use operators that this runtime has kernels for.",
      cause,
    });
  });
}
