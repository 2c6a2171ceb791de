import { readFile } from "node:fs/promises";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { GraphSession } from "../subject/graph-subject.ts";
import type { OrtModule } from "./import-runtime.ts";
import type { Job } from "./job.ts";

type Feeds = Record<string, unknown>;

/**
 * Opens a graph in this thread with a runtime's own settings but for threads and provider, so that nothing but its runs is timed.
 *
 * @throws TinyCatsError "no-such-provider", "invalid-model"
 */
export async function openGraph(
  ort: OrtModule,
  { path, provider, threads }: Extract<Job, { kind: "graph" }>,
): Promise<GraphSession<Feeds>> {
  const native = ort.runtime === "onnxruntime-node";
  checkProvider(ort, provider, native);
  // The WebAssembly runtime's threads need a browser's workers.
  if (!native) ort.env.wasm.numThreads = 1;
  const options = {
    executionProviders: [provider],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
  };
  const session = await ort.InferenceSession.create(native ? path : await readFile(path), options).catch((cause) => {
    throw new TinyCatsError("invalid-model", `the runtime can't load the graph: ${cause.message}`, {
      remedy:
        "check that the file is a whole ONNX model of an opset and with operators that this runtime and provider know",
      cause,
    });
  });
  const version = ort.env.versions[native ? "node" : "web"] ?? ort.env.versions.common;
  return {
    runtime: `${ort.runtime} ${version} (${provider})`,
    inputs:
      session.inputMetadata?.map(({ name, isTensor, type, shape }) => ({
        name,
        ...(isTensor && { dtype: type, dims: shape }),
      })) ?? session.inputNames.map((name) => ({ name })),
    usesUp: false,
    feed: (feeds) =>
      Object.fromEntries(
        Object.entries(feeds).map(([name, { dtype, data, dims }]) => [name, new ort.Tensor(dtype, data, dims)]),
      ),
    run: (feeds) => session.run(feeds),
    dispose: () => session.release(),
  };
}

function checkProvider(ort: OrtModule, provider: string, native: boolean): void {
  const known = native ? (ort.listSupportedBackends?.().map(({ name }) => name) ?? ["cpu"]) : ["wasm"];
  if (known.includes(provider)) return;
  throw new TinyCatsError("no-such-provider", `${ort.runtime} has no provider ${JSON.stringify(provider)} here`, {
    value: provider,
    remedy: `use one of ${known.join(", ")}`,
  });
}
