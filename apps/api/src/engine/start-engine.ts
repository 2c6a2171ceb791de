import type { ServedModels } from "../models/served-model.ts";
import { checkRedis } from "../redis/check-redis.ts";
import { connectRedis, type RedisConnections } from "../redis/connect-redis.ts";
import type { RedisOptions, Role } from "../redis/redis-options.ts";
import { createRemoteEngine, type RemoteEngine } from "../redis/remote-engine.ts";
import { startWorkers, type Workers } from "../redis/start-workers.ts";
import type { Log } from "../server/log.ts";
import type { Engine } from "./engine.ts";
import { createLocalEngine, type LocalEngineOptions, TOGETHER } from "./local-engine.ts";

export interface StartEngineOptions extends LocalEngineOptions {
  role: Role;
  redis: RedisOptions | undefined;
  log: Log;
}

/** What a process works with. */
export interface StartedEngine {
  /** What requests are answered with; of a worker none. */
  engine: Engine | undefined;
  /** Runs of a classifier and of a generator that requests may have under way. */
  concurrency: { classify: number; draw: number };
  /** Whether work can be done. */
  ready(): boolean;
  /** Jobs by state, of each queue; none without Redis. */
  counts: RemoteEngine["counts"] | undefined;
  /** A connection to Redis for what has a deadline; none without Redis. */
  connection: RedisConnections["quick"] | undefined;
  /** What of Redis may lose work. */
  warnings: string[];
  close(options: { graceMs: number }): Promise<void>;
}

/** Jobs that one process may have on a queue: more wait here, turn by turn between clients. */
const OUTSTANDING = { classify: 64, draw: 32 };
/** Milliseconds for work under way at the end when Redis is away: it can be handed in to nobody. */
const AWAY_GRACE_MS = 2000;
/** Milliseconds between two lines about errors of the queue, of which there are many at once. */
const QUIET_MS = 1000;

/**
 * Models in threads of this process, workers that share a Redis, or both.
 *
 * @throws what loading a model throws, and connecting to Redis
 */
export async function startEngine(models: ServedModels, options: StartEngineOptions): Promise<StartedEngine> {
  const { role, redis: wanted, log, signal, classifiers, generators, batch } = options;
  if (wanted === undefined) {
    const engine = await createLocalEngine(models, options);
    return {
      engine,
      concurrency: { classify: TOGETHER * classifiers * batch, draw: generators },
      ready: () => true,
      counts: undefined,
      connection: undefined,
      warnings: [],
      close: () => engine.close(),
    };
  }
  const onError = quietly((error) => log({ level: "error", event: "queue-error", cause: error.message }));
  const redis = await connectRedis(wanted.url, {
    onChange: (up, cause) =>
      log(
        up ? { level: "info", event: "redis-back" } : { level: "error", event: "redis-away", cause: cause ?? "closed" },
      ),
    signal,
  });
  let local: Engine | undefined;
  let workers: Workers | undefined;
  let remote: RemoteEngine | undefined;
  const close = (graceMs: number) => closeAll({ redis, local, workers, remote }, graceMs);
  try {
    const warnings = await checkRedis(redis.quick);
    for (const warning of warnings) log({ level: "warning", event: "redis-may-lose-work", detail: warning });
    if (role !== "web") {
      local = await createLocalEngine(models, options);
      const { keepDrawingsMs, lockMs } = wanted;
      const atOnce = { drawings: generators, pictures: TOGETHER * classifiers * batch };
      workers = await startWorkers(models, local, redis.patient, { ...atOnce, keepDrawingsMs, lockMs, onError });
    }
    if (role !== "worker") remote = await createRemoteEngine(models, redis, { onError });
    return {
      engine: remote,
      concurrency: OUTSTANDING,
      ready: redis.up,
      counts: remote?.counts,
      connection: redis.quick,
      warnings,
      close: ({ graceMs }) => close(graceMs),
    };
  } catch (error) {
    await close(0);
    throw error;
  }
}

interface Parts {
  redis: RedisConnections;
  local: Engine | undefined;
  workers: Workers | undefined;
  remote: RemoteEngine | undefined;
}

/** Redis goes before the models do: what a worker can't end is left to others, not told to have failed. */
async function closeAll({ redis, local, workers, remote }: Parts, graceMs: number): Promise<void> {
  await redis.giveUp();
  await remote?.close();
  await workers?.close({ graceMs: redis.up() ? graceMs : Math.min(graceMs, AWAY_GRACE_MS) });
  redis.close();
  await local?.close();
}

function quietly(say: (error: Error) => void): (error: Error) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (error) => {
    const now = performance.now();
    if (now - last < QUIET_MS) return;
    last = now;
    say(error);
  };
}
