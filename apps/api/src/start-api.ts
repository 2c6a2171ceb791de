import { availableParallelism } from "node:os";
import type { ApiKey } from "./auth/api-key.ts";
import { createLocalEngine } from "./engine/local-engine.ts";
import { createMetrics } from "./metrics/create-metrics.ts";
import { findModels, type ModelsToServe } from "./models/find-models.ts";
import { serveEngine } from "./serve-engine.ts";
import type { Log } from "./server/log.ts";
import { type ApiSettings, settingsOf } from "./settings.ts";

export interface StartOptions extends Partial<ApiSettings> {
  models: ModelsToServe;
  /** Where it listens; this machine alone, at a free port, unless told. */
  host?: string;
  port?: number;
  /** Threads that classify and that draw; one of each for every two processors unless told. */
  classifiers?: number;
  generators?: number;
  /** Processors a run may use; 1 unless told. */
  threads?: number;
  /** Pictures a run of the classifier, at most; 8 unless told. */
  batch?: number;
  /** Those who may ask, by the keys that readKeys reads; everybody unless told, nobody where it is empty. */
  keys?: readonly ApiKey[];
  log?: Log;
  signal?: AbortSignal;
}

/** A server that answers. */
export interface Api {
  url: URL;
  /** Whose keys are known from now on, as when their file was changed. @throws TinyCatsError "invalid-keys" */
  setKeys(keys: readonly ApiKey[]): void;
  /** Answers 503 to /readyz, takes no new connection, ends what is under way, at the latest after `graceMs` (30 s unless told). */
  close(options?: { graceMs?: number }): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Loads models and answers over HTTP.
 *
 * @throws what finding and loading models throws; the system's error where the port can't be had
 */
export async function startApi(options: StartOptions): Promise<Api> {
  const { host = "127.0.0.1", port = 0, log = () => undefined, keys, signal } = options;
  const settings = settingsOf(options);
  const half = Math.max(1, Math.floor(availableParallelism() / 2));
  const { classifiers = half, generators = half, threads = 1, batch = 8 } = options;
  const models = await findModels(options.models, { signal });
  const metrics = createMetrics({ models });
  const engine = await createLocalEngine(models, {
    classifiers,
    generators,
    threads,
    batch,
    maxPixels: settings.maxPixels,
    onBatch: metrics.onBatch,
    onCrash(cause) {
      metrics.onCrash();
      log({ level: "error", event: "thread-crashed", cause: String(cause) });
    },
    signal,
  });
  const serving = await serveEngine({
    engine,
    models,
    settings,
    concurrency: { classify: classifiers * batch, draw: generators },
    metrics,
    log,
    host,
    port,
    keys,
  }).catch(async (error) => {
    await engine.close();
    throw error;
  });
  const close = once(async ({ graceMs = 30_000 } = {}) => {
    await serving.close({ graceMs });
    await engine.close();
  });
  return { url: serving.url, setKeys: serving.setKeys, close, [Symbol.asyncDispose]: () => close() };
}

function once<A extends unknown[]>(work: (...args: A) => Promise<void>): (...args: A) => Promise<void> {
  let done: Promise<void> | undefined;
  return (...args) => {
    done ??= work(...args);
    return done;
  };
}
