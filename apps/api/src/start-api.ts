import { availableParallelism } from "node:os";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { ApiKey } from "./auth/api-key.ts";
import { startEngine } from "./engine/start-engine.ts";
import { createMetrics } from "./metrics/create-metrics.ts";
import { findModels, type ModelsToServe } from "./models/find-models.ts";
import type { RedisOptions, Role } from "./redis/redis-options.ts";
import { serveEngine } from "./serve-engine.ts";
import type { Log } from "./server/log.ts";
import { type ApiSettings, settingsOf } from "./settings.ts";

export interface StartOptions extends Partial<ApiSettings> {
  models: ModelsToServe;
  /** "web" answers requests, "worker" does the work and answers but /healthz, /readyz and /metrics, "all" does both; "all" unless told. */
  role?: Role;
  /** Joins processes to one server; needed for the roles "web" and "worker". */
  redis?: RedisOptions;
  /** Where it listens; this machine alone, at a free port, unless told. */
  host?: string;
  port?: number;
  /** Threads that classify, one for each processor unless told, and that draw, one for every two. */
  classifiers?: number;
  generators?: number;
  /** Processors a run may use; 1 unless told. */
  threads?: number;
  /** Pictures a run of the classifier, at most; 4 unless told. */
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
  /** What of its Redis may lose work. */
  warnings: readonly string[];
  /** Answers 503 to /readyz, takes no new connection, ends what is under way, at the latest after `graceMs` (30 s unless told). */
  close(options?: { graceMs?: number }): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Loads models and answers over HTTP.
 *
 * @throws TinyCatsError "no-redis" for a role that needs it, "invalid-redis-url", "redis-unreachable"; what finding and loading models throws; the system's error where the port can't be had
 */
export async function startApi(options: StartOptions): Promise<Api> {
  const { host = "127.0.0.1", port = 0, log = () => undefined, role = "all", redis, keys, signal } = options;
  if (role !== "all" && !redis) throw noRedis(role);
  const settings = settingsOf(options);
  const processors = availableParallelism();
  const { classifiers = processors, generators = Math.max(1, Math.floor(processors / 2)) } = options;
  const { threads = 1, batch = 4 } = options;
  const models = await findModels(options.models, { signal });
  const metrics = createMetrics({ models });
  const started = await startEngine(models, {
    role,
    redis,
    log,
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
  const { engine, concurrency, connection, counts, ready, warnings } = started;
  if (counts) metrics.watchQueues(counts);
  const serving = await serveEngine({
    ...{ engine, models, settings, concurrency, metrics, log, host, port, keys, ready },
    redis: connection,
  }).catch(async (error) => {
    await started.close({ graceMs: 0 });
    throw error;
  });
  const close = once(async ({ graceMs = 30_000 } = {}) => {
    const begun = performance.now();
    serving.takeNoMore();
    // A worker says how it is to its last job.
    if (!engine) await started.close({ graceMs });
    await serving.close({ graceMs });
    if (engine) await started.close({ graceMs: Math.max(0, graceMs - (performance.now() - begun)) });
  });
  return { url: serving.url, setKeys: serving.setKeys, warnings, close, [Symbol.asyncDispose]: () => close() };
}

function noRedis(role: Role): TinyCatsError {
  return new TinyCatsError("no-redis", `a process that is only ${role} needs a Redis to meet the others`, {
    value: role,
    remedy: "give the address of Redis, or leave out the role",
  });
}

function once<A extends unknown[]>(work: (...args: A) => Promise<void>): (...args: A) => Promise<void> {
  let done: Promise<void> | undefined;
  return (...args) => {
    done ??= work(...args);
    return done;
  };
}
