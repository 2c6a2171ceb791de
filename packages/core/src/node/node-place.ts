import type { OrtModule, OrtSession } from "../worker/ort-module.ts";
import type { ServerPlace } from "../worker/session-server.ts";
import { nativeCall } from "./native-thread/native-call.ts";

/** Node's threads. The runtimes are named one by one: a bundler leaves them alone, and neither is loaded unless asked for. */
export const nodePlace: ServerPlace = {
  load: (runtime) => (runtime === "onnxruntime-node" ? loadNative() : import("onnxruntime-web/wasm")),
  // The WebAssembly runtime's threads need a browser's workers: in Node it fails with more than one.
  wasmThreads: () => 1,
  // A thread that draws has no use for it.
  readEncoded: async (...picture) => (await import("./read-encoded.ts")).readEncoded(...picture),
};

let native: Promise<OrtModule> | undefined;

/** The native runtime with all that it computes in calls that the thread's end waits for. */
function loadNative(): Promise<OrtModule> {
  native ??= nativeCall(async () => {
    const ort = (await import("onnxruntime-node")) as unknown as OrtModule;
    return {
      Tensor: ort.Tensor,
      env: ort.env,
      InferenceSession: { create: (...graph) => nativeCall(() => create(ort, graph)) },
    };
  });
  return native;
}

async function create(
  { InferenceSession }: OrtModule,
  graph: Parameters<OrtModule["InferenceSession"]["create"]>,
): Promise<OrtSession> {
  const session = await InferenceSession.create(...graph);
  const { inputNames, outputNames, inputMetadata, outputMetadata } = session;
  return {
    ...{ inputNames, outputNames, inputMetadata, outputMetadata },
    run: (feeds) => nativeCall(() => session.run(feeds)),
    release: () => nativeCall(() => session.release()),
  };
}
