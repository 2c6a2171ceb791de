import { atMost } from "@tiny-cats/files/at-most";
import { isTinyCatsError, TinyCatsError } from "@tiny-cats/schema/errors";
import type { TensorInfo } from "../session.ts";
import type { DType, Tensor } from "../tensor.ts";
import { firstRuntime } from "./first-runtime.ts";
import type { OrtMetadata } from "./ort-module.ts";
import { type ReadEncoded, readBatch } from "./read-batch.ts";
import { sessionDisposed } from "./session-disposed.ts";
import type { PlainError, Replies, Request, Runtime } from "./session-protocol.ts";
import { type StartedSession, startSession } from "./start-session.ts";

/** What a kind of thread brings along. */
export interface ServerPlace {
  /** Imports a runtime's module, from an address where one is given, or throws where there is none. */
  load(runtime: Runtime, url?: string): Promise<unknown>;
  /** The threads that the WebAssembly runtime can use there. */
  wasmThreads(asked: number): number;
  /** Decodes pictures there; absent where that is not done in the thread. */
  readEncoded?: ReadEncoded;
  /** Imports the runtime that knows WebGPU, or throws why there is none; left out where there can't be one. */
  webgpu?(url?: string): Promise<unknown>;
}

/** Answers requests for sessions, on whichever thread it lives. */
export function createSessionServer(place: ServerPlace) {
  const { readEncoded = noDecoder } = place;
  const sessions = new Map<number, StartedSession>();
  // Two runs at once stop the runtime for WebGPU (onnxruntime-web 1.30) for good.
  const inTurn = atMost(1);

  async function run(id: number, feeds: Record<string, Tensor>): Promise<Record<string, Tensor>> {
    const started = sessions.get(id);
    if (!started) throw sessionDisposed();
    const { ort, session, explain } = started;
    const entries = Object.entries(feeds).map(([name, { dtype, data, dims }]) => [
      name,
      new ort.Tensor(dtype, data, dims),
    ]);
    const outputs = await session.run(Object.fromEntries(entries)).catch(async (error) => {
      throw (await explain?.(error)) ?? error;
    });
    return Object.fromEntries(
      Object.entries(outputs).map(([name, { type, data, dims }]) => [
        name,
        { dtype: type as DType, data, dims } as Tensor,
      ]),
    );
  }

  const handlers: { [K in Request["kind"]]: (request: Extract<Request, { kind: K }>) => Promise<Replies[K]> } = {
    async prepare({ runtimes, runtimeUrl }) {
      await firstRuntime(runtimes, (runtime) => place.load(runtime, runtimeUrl));
      return undefined;
    },
    async load(request) {
      const started = await startSession(place, request);
      const { session, runtime, provider } = started;
      sessions.set(request.session, started);
      return {
        inputs: session.inputMetadata?.map(describe) ?? session.inputNames.map((name) => ({ name })),
        outputs: session.outputMetadata?.map(describe) ?? session.outputNames.map((name) => ({ name })),
        runtime,
        provider,
      };
    },
    async run({ session, feeds }) {
      return run(session, feeds);
    },
    async classify({ session, pictures, spec, input, output, maxPixels }) {
      const { data, count, unreadable } = await readBatch(pictures, spec, { readEncoded, maxPixels });
      const { height, width } = spec.crop;
      const pixels = { [input]: { dtype: "float32" as const, data, dims: [count, 3, height, width] } };
      const outputs = count > 0 ? await inTurn(() => run(session, pixels)) : undefined;
      return {
        logits: (outputs?.[output].data as Float32Array | undefined) ?? new Float32Array(),
        unreadable: unreadable.map(({ place, error }) => ({ place, error: plain(error) })),
      };
    },
    async release({ session: id }) {
      await sessions.get(id)?.session.release();
      sessions.delete(id);
      return undefined;
    },
  };

  return async (request: Request): Promise<{ ok: Replies[keyof Replies] } | { error: PlainError }> => {
    const handle = () => (handlers[request.kind] as (request: Request) => Promise<Replies[keyof Replies]>)(request);
    try {
      // Pictures are read beside runs, and only then wait for their turn.
      return { ok: await (request.kind === "classify" ? handle() : inTurn(handle)) };
    } catch (error) {
      return { error: plain(error) };
    }
  };
}

async function noDecoder(): Promise<never> {
  throw new TinyCatsError("no-decoder", "encoded pictures are not decoded in this thread", {
    remedy: "decode the picture first and give its pixels",
  });
}

function describe({ name, type, shape }: OrtMetadata): TensorInfo {
  return { name, dtype: type, dims: shape };
}

function plain(error: unknown): PlainError {
  if (isTinyCatsError(error))
    return { message: error.message, code: error.code, remedy: error.remedy, value: error.value };
  return { message: error instanceof Error ? error.message : String(error) };
}
