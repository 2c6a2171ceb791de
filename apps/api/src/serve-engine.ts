import type { ApiKey } from "./auth/api-key.ts";
import { clientAddress, forwardedAddress } from "./auth/client-address.ts";
import { createIdentify } from "./auth/identify.ts";
import { createKeyRing } from "./auth/key-ring.ts";
import { parseKeys } from "./auth/parse-keys.ts";
import { createRateLimit } from "./auth/rate-limit.ts";
import type { Engine } from "./engine/engine.ts";
import { type Answered, createApp } from "./http/app.ts";
import { createBodyBudget } from "./http/body/body-budget.ts";
import { apiRoutes } from "./http/routes/api-routes.ts";
import { serviceRoutes } from "./http/routes/service.ts";
import { createLane } from "./lane/lane.ts";
import type { createMetrics } from "./metrics/create-metrics.ts";
import type { ServedModels } from "./models/served-model.ts";
import { type Listening, listen } from "./server/listen.ts";
import type { Log } from "./server/log.ts";
import type { ApiSettings } from "./settings.ts";

export interface ServeOptions {
  /** Without one, as where this process works for others, /healthz, /readyz and /metrics are all that answers. */
  engine: Engine | undefined;
  models: ServedModels;
  settings: ApiSettings;
  /** Jobs of the engine at once. */
  concurrency: { classify: number; draw: number };
  metrics: ReturnType<typeof createMetrics>;
  log: Log;
  host: string;
  port: number;
  /** Those who may ask; everybody unless told. */
  keys?: readonly ApiKey[];
  /** A connection of ioredis on which limits are counted, for several servers together. */
  redis?: unknown;
  /** Whether requests can be answered, besides that the server takes them. */
  ready?: () => boolean;
}

/** An engine that answers over HTTP. */
export interface Serving extends Listening {
  /** Whose keys are known from now on. @throws TinyCatsError "invalid-keys" */
  setKeys(keys: readonly ApiKey[]): void;
  /** Answers 503 to /readyz from now on, so that no new requests are sent here. */
  takeNoMore(): void;
}

/**
 * Answers over HTTP by an engine, which stays the caller's to close.
 *
 * @throws TinyCatsError "invalid-keys"; the system's error where the port can't be had
 */
export async function serveEngine(options: ServeOptions): Promise<Serving> {
  const { engine, models, settings, concurrency, metrics, log, host, port, redis, ready = () => true } = options;
  const { queueLimit: limit, classifyDeadlineMs, drawDeadlineMs, trustProxy, requestsPerMinute } = settings;
  const lanes = {
    classify: createLane({ concurrency: concurrency.classify, limit, deadlineMs: classifyDeadlineMs }),
    draw: createLane({ concurrency: concurrency.draw, limit, deadlineMs: drawDeadlineMs }),
  };
  if (engine) metrics.watch(lanes);
  let taking = true;
  let ring = options.keys && createKeyRing(parseKeys(options.keys));
  const budget = createBodyBudget(settings.maxBodiesBytes);
  const service = { ready: () => taking && ready(), metrics: settings.hideMetrics ? undefined : metrics.read };
  const onAnswer = (answered: Answered) => {
    metrics.onAnswer(answered);
    logAnswer(log, answered);
  };
  const app = createApp({
    routes: engine ? apiRoutes({ models, engine, settings, lanes, budget }, service) : serviceRoutes(service),
    origins: settings.origins,
    identify: createIdentify({ keys: () => ring, limit: createRateLimit({ redis }), requestsPerMinute }),
    addressOf(request, env) {
      const { socket } = (env as { incoming: { socket: { remoteAddress?: string } } }).incoming;
      return clientAddress((trustProxy ? forwardedAddress(request) : undefined) ?? socket.remoteAddress ?? "");
    },
    onAnswer,
  });
  const { url, close } = await listen(app, { host, port, ...settings, onRefused: onAnswer });
  return {
    url,
    setKeys(keys) {
      ring = createKeyRing(parseKeys(keys));
    },
    takeNoMore() {
      taking = false;
    },
    close(options) {
      taking = false;
      return close(options);
    },
  };
}

/** One line an answer, of what the server did and nothing of who asked for what. */
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
    ...(cause !== undefined && { cause: causeOf(cause) }),
  });
}

/** An error's kind and where it happened. Its message may hold what somebody sent. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { code } = error as { code?: unknown };
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  const kind = typeof code === "string" ? `${error.name} ${code}` : error.name;
  return [kind, ...frames.slice(0, 3).map((line) => line.trim())].join(" ");
}
