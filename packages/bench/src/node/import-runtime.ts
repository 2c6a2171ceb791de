import type { Runtime } from "@tiny-cats/core/node";
import { TinyCatsError } from "@tiny-cats/schema/errors";

/** The part of a runtime's module that is used here. */
export interface OrtModule {
  Tensor: new (dtype: string, data: unknown, dims: readonly number[]) => unknown;
  InferenceSession: { create(model: string | Uint8Array, options: object): Promise<OrtSession> };
  env: { versions: Record<string, string | undefined>; wasm: { numThreads?: number } };
  listSupportedBackends?: () => { name: string }[];
  runtime: Runtime;
}

interface OrtSession {
  inputNames: readonly string[];
  /** Told by onnxruntime 1.22 and newer. */
  inputMetadata?: readonly { name: string; isTensor: boolean; type: string; shape: readonly (number | string)[] }[];
  run(feeds: Record<string, unknown>): Promise<unknown>;
  release(): Promise<void>;
}

/** Imports a runtime. @throws TinyCatsError "no-runtime" */
export async function importRuntime(runtime: Runtime): Promise<OrtModule> {
  try {
    const ort = await (runtime === "onnxruntime-node" ? import("onnxruntime-node") : import("onnxruntime-web/wasm"));
    return { ...ort, runtime } as unknown as OrtModule;
  } catch (cause) {
    throw new TinyCatsError(
      "no-runtime",
      `${runtime} could not be loaded: ${String((cause as Error).message).split("\n")[0]}`,
      {
        value: runtime,
        remedy: `install it beside this package: npm install ${runtime}`,
        cause,
      },
    );
  }
}
