import { isTinyCatsError } from "@tiny-cats/schema/errors";
import { preprocess } from "../image/preprocess.ts";
import type { TensorInfo } from "../session.ts";
import type { DType, Tensor } from "../tensor.ts";
import type { OrtMetadata } from "./ort-module.ts";
import type { PlainError, Replies, Request, Runtime } from "./session-protocol.ts";
import { type StartedSession, startSession } from "./start-session.ts";

/** What a kind of thread brings along. */
export interface ServerPlace {
  /** Imports a runtime's module, from an address where one is given, or throws where there is none. */
  load(runtime: Runtime, url?: string): Promise<unknown>;
  /** The threads that the WebAssembly runtime can use there. */
  wasmThreads(asked: number): number;
  /** Imports the runtime that knows WebGPU, or throws why there is none; left out where there can't be one. */
  webgpu?(url?: string): Promise<unknown>;
}

/** Answers requests for sessions, on whichever thread it lives. */
export function createSessionServer(place: ServerPlace) {
  const sessions = new Map<number, StartedSession>();

  const handlers: { [K in Request["kind"]]: (request: Extract<Request, { kind: K }>) => Promise<Replies[K]> } = {
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
    async run({ session: id, feeds }) {
      // Runs of one session must come one after the other: two at once stop the runtime for WebGPU (onnxruntime-web 1.30) for good.
      const { ort, session, explain } = sessions.get(id)!;
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
    },
    async preprocess({ image, spec }) {
      return preprocess(image, spec);
    },
    async release({ session: id }) {
      await sessions.get(id)?.session.release();
      sessions.delete(id);
      return undefined;
    },
  };

  return async (request: Request): Promise<{ ok: Replies[keyof Replies] } | { error: PlainError }> => {
    try {
      return { ok: await (handlers[request.kind] as (request: Request) => Promise<Replies[keyof Replies]>)(request) };
    } catch (error) {
      return { error: plain(error) };
    }
  };
}

function describe({ name, type, shape }: OrtMetadata): TensorInfo {
  return { name, dtype: type, dims: shape };
}

function plain(error: unknown): PlainError {
  if (isTinyCatsError(error))
    return { message: error.message, code: error.code, remedy: error.remedy, value: error.value };
  return { message: error instanceof Error ? error.message : String(error) };
}
