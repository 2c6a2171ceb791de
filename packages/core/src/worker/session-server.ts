import { isTinyCatsError, TinyCatsError } from "@tiny-cats/schema/errors";
import type { TensorInfo } from "../session.ts";
import type { DType, Tensor } from "../tensor.ts";
import { createTurns } from "./create-turns.ts";
import { type ReadEncoded, readBatch } from "./read-batch.ts";
import { sessionDisposed } from "./session-disposed.ts";
import type { PlainError, Replies, Request, Runtime } from "./session-protocol.ts";

/** The part of a runtime's module that is used here; both runtimes have it. */
interface OrtModule {
  Tensor: new (dtype: string, data: unknown, dims: readonly number[]) => unknown;
  InferenceSession: { create(bytes: Uint8Array, options: object): Promise<OrtSession> };
  env: { versions: Record<string, string | undefined>; wasm: { numThreads?: number } };
}

interface OrtSession {
  inputNames: readonly string[];
  outputNames: readonly string[];
  /** Told by onnxruntime 1.22 and newer. */
  inputMetadata?: readonly OrtMetadata[];
  outputMetadata?: readonly OrtMetadata[];
  run(
    feeds: Record<string, unknown>,
  ): Promise<Record<string, { type: string; data: Tensor["data"]; dims: readonly number[] }>>;
  release(): Promise<void>;
}

interface OrtMetadata {
  name: string;
  isTensor: boolean;
  type: string;
  shape: readonly (number | string)[];
}

/** What a kind of thread brings along. */
export interface ServerPlace {
  /** Imports a runtime's module, from an address where one is given, or throws where there is none. */
  load(runtime: Runtime, url?: string): Promise<unknown>;
  /** The threads that the WebAssembly runtime can use there. */
  wasmThreads(asked: number): number;
  /** Decodes pictures there; absent where that is not done in the thread. */
  readEncoded?: ReadEncoded;
}

/**
 * A run's threads wait busily for each other between two operators, but not for the next run: that would take the processor from everyone else.
 * Versions that don't know the duration spin as long as is their custom.
 */
const SPINNING = { allow_spinning: "1", spin_duration_us: "100" };

/** Answers requests for sessions, on whichever thread it lives. */
export function createSessionServer({ load, wasmThreads, readEncoded = noDecoder }: ServerPlace) {
  const sessions = new Map<number, { ort: OrtModule; session: OrtSession }>();
  const inTurn = createTurns();

  async function run(id: number, feeds: Record<string, Tensor>): Promise<Record<string, Tensor>> {
    const loaded = sessions.get(id);
    if (!loaded) throw sessionDisposed();
    const { ort, session } = loaded;
    const entries = Object.entries(feeds).map(([name, { dtype, data, dims }]) => [
      name,
      new ort.Tensor(dtype, data, dims),
    ]);
    const outputs = await session.run(Object.fromEntries(entries));
    return Object.fromEntries(
      Object.entries(outputs).map(([name, { type, data, dims }]) => [
        name,
        { dtype: type as DType, data, dims } as Tensor,
      ]),
    );
  }

  const handlers: { [K in Request["kind"]]: (request: Extract<Request, { kind: K }>) => Promise<Replies[K]> } = {
    async prepare({ runtimes, runtimeUrl }) {
      await firstRuntime(runtimes, (runtime) => load(runtime, runtimeUrl));
      return undefined;
    },
    async load({ session: id, bytes, runtimes, threads, runtimeUrl }) {
      const { ort, runtime } = await firstRuntime(runtimes, (runtime) => load(runtime, runtimeUrl));
      const native = runtime === "onnxruntime-node";
      if (!native) ort.env.wasm.numThreads = wasmThreads(threads);
      const session = await ort.InferenceSession.create(bytes, {
        executionProviders: [native ? "cpu" : "wasm"],
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        extra: { session: { intra_op: SPINNING } },
      }).catch((cause) => {
        throw new TinyCatsError("invalid-model", `the runtime can't load the graph: ${cause.message}`, {
          remedy: "check that the file is a whole ONNX model of an opset this runtime knows",
          cause,
        });
      });
      sessions.set(id, { ort, session });
      const version = ort.env.versions[native ? "node" : "web"] ?? ort.env.versions.common;
      return {
        inputs: session.inputMetadata?.map(describe) ?? session.inputNames.map((name) => ({ name })),
        outputs: session.outputMetadata?.map(describe) ?? session.outputNames.map((name) => ({ name })),
        runtime: `${runtime} ${version} (${native ? "cpu" : "wasm"})`,
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

/** The first runtime that can be imported; which ones could not, and why, is told only when none can. */
async function firstRuntime(
  runtimes: readonly Runtime[],
  load: ServerPlace["load"],
): Promise<{ ort: OrtModule; runtime: Runtime }> {
  const failures: string[] = [];
  for (const runtime of runtimes) {
    try {
      return { ort: (await load(runtime)) as OrtModule, runtime };
    } catch (error) {
      failures.push(`${runtime}: ${String((error as Error).message).split("\n")[0]}`);
    }
  }
  throw new TinyCatsError("no-runtime", `no ONNX runtime could be loaded (${failures.join("; ")})`, {
    value: runtimes,
    remedy: "install one beside this package: npm install onnxruntime-node",
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
