import type { Tensor } from "@tiny-cats/core";
import type { LoadOptions, WorkerPool, WorkerSession } from "@tiny-cats/core/node";
import { type InputValues, type Model, type RunModel, writeModel } from "@tiny-cats/onnx";

/** Sessions that are kept: the original's, and that of the model at hand. */
const KEPT = 2;

/** Runs models in a pool's threads. */
export interface ModelRunner extends AsyncDisposable {
  readonly run: RunModel;
  /** What executed the last model. */
  runtime(): string;
}

/** A runner that keeps the sessions of the models it ran last. */
export function modelRunner(pool: WorkerPool, options: LoadOptions = {}): ModelRunner {
  const sessions = new Map<Model, WorkerSession>();
  let runtime = "";

  async function sessionOf(model: Model, signal?: AbortSignal): Promise<WorkerSession> {
    const before = sessions.get(model);
    if (before) {
      sessions.delete(model);
      sessions.set(model, before);
      return before;
    }
    for (const [oldest, session] of sessions) {
      if (sessions.size < KEPT) break;
      sessions.delete(oldest);
      await session.dispose();
    }
    const session = await pool.load(writeModel(model), { ...options, ...(signal && { signal }) });
    sessions.set(model, session);
    runtime = session.runtime;
    return session;
  }

  return {
    async run(model, inputs, { signal }) {
      const session = await sessionOf(model, signal);
      const outputs = await session.run(toFeeds(inputs), signal ? { signal } : {});
      return Object.fromEntries(Object.entries(outputs).map(([name, { data }]) => [name, data as ArrayLike<number>]));
    },
    runtime: () => runtime,
    async [Symbol.asyncDispose]() {
      for (const session of sessions.values()) await session.dispose();
      sessions.clear();
    },
  };
}

/** Inputs as a session takes them, copied, for it keeps what it is given. */
export function toFeeds(inputs: InputValues): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, { shape, data }]): [string, Tensor] => [
      name,
      data instanceof BigInt64Array
        ? { dtype: "int64", data: data.slice(), dims: shape }
        : { dtype: "float32", data: Float32Array.from(data as ArrayLike<number>), dims: shape },
    ]),
  );
}
