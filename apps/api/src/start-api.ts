import { availableParallelism } from "node:os";
import { createLocalEngine, TOGETHER } from "./engine/local-engine.ts";
import { type Answered, createApp } from "./http/app.ts";
import { createBodyBudget } from "./http/body/body-budget.ts";
import { apiRoutes } from "./http/routes/api-routes.ts";
import { createLane } from "./lane/lane.ts";
import { createMetrics } from "./metrics/create-metrics.ts";
import { findModels, type ModelsToServe } from "./models/find-models.ts";
import { listen } from "./server/listen.ts";
import type { Log } from "./server/log.ts";
import { type ApiSettings, settingsOf } from "./settings.ts";

export interface StartOptions extends Partial<ApiSettings> {
  models: ModelsToServe;
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
  log?: Log;
  signal?: AbortSignal;
}

/** A server that answers. */
export interface Api {
  url: URL;
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
  const { host = "127.0.0.1", port = 0, log = () => undefined, signal } = options;
  const settings = settingsOf(options);
  const processors = availableParallelism();
  const { classifiers = processors, generators = Math.max(1, Math.floor(processors / 2)) } = options;
  const { threads = 1, batch = 4 } = options;
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
  const { queueLimit: limit } = settings;
  const lanes = {
    classify: createLane({
      concurrency: TOGETHER * classifiers * batch,
      limit,
      deadlineMs: settings.classifyDeadlineMs,
    }),
    draw: createLane({ concurrency: generators, limit, deadlineMs: settings.drawDeadlineMs }),
  };
  metrics.watch(lanes);
  let taking = true;
  const context = { models, engine, settings, lanes, budget: createBodyBudget(settings.maxBodiesBytes) };
  const routes = apiRoutes(context, { ready: () => taking, metrics: metrics.read });
  const app = createApp({
    routes,
    origins: settings.origins,
    identify: (_, address) => address,
    addressOf: (_, env) =>
      (env as { incoming?: { socket: { remoteAddress?: string } } }).incoming?.socket.remoteAddress ?? "",
    onAnswer(answered) {
      metrics.onAnswer(answered);
      logAnswer(log, answered);
    },
  });
  const listening = await listen(app, { host, port }).catch(async (error) => {
    await engine.close();
    throw error;
  });
  const close = once(async ({ graceMs = 30_000 } = {}) => {
    taking = false;
    await listening.close({ graceMs });
    await engine.close();
  });
  return { url: listening.url, close, [Symbol.asyncDispose]: () => close() };
}

function logAnswer(log: Log, { requestId, method, path, status, problem, cause, milliseconds }: Answered): void {
  log({
    level: status === 500 ? "error" : "info",
    event: "answered",
    request_id: requestId,
    method,
    path,
    status,
    ms: Math.round(milliseconds * 10) / 10,
    ...(problem !== undefined && { problem }),
    ...(cause !== undefined && { cause: String(cause) }),
  });
}

function once<A extends unknown[]>(work: (...args: A) => Promise<void>): (...args: A) => Promise<void> {
  let done: Promise<void> | undefined;
  return (...args) => {
    done ??= work(...args);
    return done;
  };
}
