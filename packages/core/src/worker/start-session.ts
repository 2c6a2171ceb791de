import { isTinyCatsError, TinyCatsError } from "@tiny-cats/schema/errors";
import type { ProviderChoice } from "../provider-choice.ts";
import { compareProviders } from "./compare-providers.ts";
import { createSession } from "./create-session.ts";
import { firstRuntime } from "./first-runtime.ts";
import type { OrtModule, OrtSession } from "./ort-module.ts";
import type { Request } from "./session-protocol.ts";
import type { ServerPlace } from "./session-server.ts";
import { within } from "./within.ts";

export interface StartedSession {
  ort: OrtModule;
  session: OrtSession;
  /** The runtime with its version and execution provider. */
  runtime: string;
  provider?: ProviderChoice;
  /** Why a run failed, where that is known better than by its error. */
  explain?(error: unknown): Promise<unknown>;
}

/** Milliseconds after which a GPU that has not answered is taken for one that never will. */
export const GPU_PATIENCE = 20_000;

/** Modules whose WebGPU has not answered in time: what else is asked of one may never end either. */
const silent = new WeakSet<OrtModule>();

type Load = Extract<Request, { kind: "load" }>;

/**
 * Starts a session on the device asked for.
 *
 * @throws TinyCatsError "no-runtime", "invalid-model", "no-webgpu", "unknown-device"
 */
export async function startSession(place: ServerPlace, request: Load): Promise<StartedSession> {
  const { device = "wasm" } = request;
  if (device === "wasm") return startOnCpu(place, request);
  if (device === "webgpu") return startOnWebGpu(place, request);
  if (device === "auto") return startOnFaster(place, request);
  throw new TinyCatsError("unknown-device", `there is no device "${device}"`, {
    value: device,
    remedy: 'use "wasm", "webgpu" or "auto"',
  });
}

async function startOnCpu(place: ServerPlace, request: Load): Promise<StartedSession> {
  const { ort, runtime } = await firstRuntime(request.runtimes, (name) => place.load(name, request.runtimeUrl));
  const native = runtime === "onnxruntime-node";
  if (!native) ort.env.wasm.numThreads = place.wasmThreads(request.threads);
  const provider = native ? "cpu" : "wasm";
  const session = await createSession(ort, provider, request);
  const version = ort.env.versions[native ? "node" : "web"] ?? ort.env.versions.common;
  return { ort, session, runtime: `${runtime} ${version} (${provider})` };
}

async function startOnWebGpu(place: ServerPlace, request: Load): Promise<StartedSession> {
  const ort = await loadWebGpu(place, request);
  const session = await createOnWebGpu(ort, request).catch(async (error) => {
    // A graph that WebAssembly can't load either is itself at fault, which is told then.
    await (await createSession(ort, "wasm", request)).release();
    throw error;
  });
  return describe(ort, session, "webgpu");
}

async function createOnWebGpu(ort: OrtModule, request: Load): Promise<OrtSession> {
  return createSession(ort, "webgpu", request).catch(({ cause }) => {
    throw noWebGpu(`the graph can't run on WebGPU: ${cause.message}`, cause);
  });
}

async function startOnFaster(place: ServerPlace, request: Load): Promise<StartedSession> {
  const sessions: OrtSession[] = [];
  let trial: Promise<ProviderChoice> | undefined;
  try {
    const ort = await loadWebGpu(place, request);
    sessions.push(await createSession(ort, "wasm", request));
    trial = createOnWebGpu(ort, request).then((session) => {
      sessions.push(session);
      const [wasm, webgpu] = sessions;
      return compareProviders(ort, { wasm, webgpu });
    });
    const provider = await within(GPU_PATIENCE, trial, () => {
      silent.add(ort);
      return noWebGpu(`WebGPU gave no answer within ${GPU_PATIENCE / 1000} seconds`, undefined);
    });
    const [wasm, webgpu] = sessions;
    const faster = provider.chosen === "webgpu";
    await (faster ? wasm : webgpu).release();
    return { ...describe(ort, faster ? webgpu : wasm, faster ? "webgpu" : "wasm"), provider };
  } catch (error) {
    // Nobody waits for this: a session can't be released while it runs, and where the GPU gives no answer that may be for ever.
    Promise.allSettled([trial]).then(() => Promise.allSettled(sessions.map((session) => session.release())));
    // Whatever it was, and whatever state it left that runtime in: the plain one, which is another module, serves.
    const started = await startOnCpu(place, request);
    const chosen = started.runtime.endsWith("(cpu)") ? "cpu" : "wasm";
    const [what] = (error as Error).message.split("\n");
    return { ...started, provider: { chosen, reason: isTinyCatsError(error) ? what : `WebGPU failed: ${what}` } };
  }
}

async function loadWebGpu({ webgpu, wasmThreads }: ServerPlace, { threads, webgpuUrl }: Load): Promise<OrtModule> {
  if (!webgpu) throw noWebGpu("there is no WebGPU outside a browser", undefined);
  const ort = (await webgpu(webgpuUrl).catch((cause) => {
    throw noWebGpu(`there is no WebGPU: ${cause.message}`, cause);
  })) as OrtModule;
  if (silent.has(ort)) throw noWebGpu("WebGPU gave no answer when it was tried before", undefined);
  ort.env.wasm.numThreads = wasmThreads(threads);
  return ort;
}

function describe(ort: OrtModule, session: OrtSession, provider: "webgpu" | "wasm"): StartedSession {
  const runtime = `onnxruntime-web ${ort.env.versions.web ?? ort.env.versions.common} (${provider})`;
  if (provider === "wasm") return { ort, session, runtime };
  let lost: string | undefined;
  ort.env.webgpu?.device?.lost.then(({ message }) => {
    lost = message || "the browser did not say why";
  });
  const explain = async (error: unknown) => {
    // The browser may tell of the loss just after the run has failed of it.
    await new Promise((resolve) => setTimeout(resolve));
    if (lost === undefined) return error;
    return new TinyCatsError("webgpu-lost", `the GPU was lost while the model ran: ${lost}`, {
      remedy: 'dispose of the model and load it again, with device: "wasm" if it happens every time',
      cause: error,
    });
  };
  return { ort, session, runtime, explain };
}

function noWebGpu(message: string, cause: unknown): TinyCatsError {
  return new TinyCatsError("no-webgpu", message, {
    remedy: 'use device: "wasm", or "auto", which takes WebGPU only where it serves',
    cause,
  });
}
