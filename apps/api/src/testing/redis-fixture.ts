import type { Classification } from "@tiny-cats/core";
import type { DrawingSettings } from "@tiny-cats/core/png";
import { classifier, generator } from "@tiny-cats/models";
import { onTestFinished } from "vitest";
import type { startRedis } from "../../../../tooling/testing/start-redis.ts";
import type { DrawingProgress, Engine } from "../engine/engine.ts";
import { findModels } from "../models/find-models.ts";
import type { ServedModels } from "../models/served-model.ts";
import { connectRedis, type RedisConnections } from "../redis/connect-redis.ts";
import { createRemoteEngine, type RemoteEngine } from "../redis/remote-engine.ts";
import { startWorkers, type Workers, type WorkersOptions } from "../redis/start-workers.ts";

/** The embedded models' manifests; no graph is loaded. */
export function models(): Promise<ServedModels> {
  return findModels({ classifier: { source: classifier }, generator: { source: generator } });
}

/** Settings of a drawing by the embedded generator. */
export function settings({ generator }: ServedModels, more: Partial<DrawingSettings> = {}): DrawingSettings {
  return {
    breed: "Siamese",
    seed: 1,
    index: 0,
    steps: 2,
    solver: "euler",
    times: { kind: "uniform" },
    guidance: 1,
    guidanceInterval: [0, 1],
    guidanceRescale: 0,
    modelSha256: generator?.found.graph.sha256 ?? "",
    ...more,
  };
}

/** An engine that draws when it is told to, and what it was asked. */
export interface FakeEngine extends Engine {
  drawn: DrawingSettings[];
  pictures: number;
  /** Whether anybody looked on at each drawing. */
  watched: boolean[];
  /** Lets all drawings end that have begun, and those that will. */
  release(): void;
  /** Has them fail from now on. */
  fail(error: unknown): void;
}

export function fakeEngine({ held = false, steps = [] as DrawingProgress[] } = {}): FakeEngine {
  let failure: unknown;
  let open: () => void = () => undefined;
  let gate = held ? new Promise<void>((resolve) => (open = resolve)) : Promise.resolve();
  const engine: FakeEngine = {
    drawn: [],
    pictures: 0,
    watched: [],
    release() {
      open();
      gate = Promise.resolve();
    },
    fail: (error) => (failure = error),
    async draw(asked, { onStep }) {
      engine.drawn.push(asked);
      engine.watched.push(onStep !== undefined);
      for (const step of steps) onStep?.(step);
      await gate;
      if (failure) throw failure;
      return new TextEncoder().encode(`drawing ${asked.breed} ${asked.seed} ${asked.index}`);
    },
    async classify(picture) {
      engine.pictures++;
      await gate;
      if (failure) throw failure;
      return classification(picture.length);
    },
    close: async () => undefined,
  };
  return engine;
}

/** What the fake engine says of a picture of so many bytes. */
export function classification(bytes: number): Classification {
  const predictions = [{ label: "Siamese", id: 10, score: 1 / (bytes + 2) }];
  return {
    predictions,
    catProbability: undefined,
    logits: Float32Array.of(bytes, 0.1, -1e-30),
  } as unknown as Classification;
}

/** A connection that is closed with the running test. */
export async function connected({ url }: Awaited<ReturnType<typeof startRedis>>): Promise<RedisConnections> {
  const redis = await connectRedis(url);
  onTestFinished(() => redis.close());
  return redis;
}

/** An engine over Redis with connections of its own, as another process has it. */
export async function remote(redis: Awaited<ReturnType<typeof startRedis>>): Promise<RemoteEngine> {
  const engine = await createRemoteEngine(await models(), await connected(redis));
  onTestFinished(() => engine.close());
  return engine;
}

/** Workers with connections of their own. */
export async function workers(
  redis: Awaited<ReturnType<typeof startRedis>>,
  engine: Engine,
  options: Partial<WorkersOptions> = {},
): Promise<Workers> {
  const { patient } = await connected(redis);
  const started = await startWorkers(await models(), engine, patient, {
    drawings: 4,
    pictures: 4,
    lockMs: 2000,
    ...options,
  });
  onTestFinished(() => started.close({ graceMs: 100 }));
  return started;
}

/** Waits until something is so. */
export async function until(so: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await so())) await new Promise((resolve) => setTimeout(resolve, 10));
}
