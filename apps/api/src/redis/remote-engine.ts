import { createHash } from "node:crypto";
import type { Engine } from "../engine/engine.ts";
import type { ServedModels } from "../models/served-model.ts";
import { parseClassificationText } from "./classification-text.ts";
import type { RedisConnections } from "./connect-redis.ts";
import { createJobClient } from "./job-client.ts";
import { classificationId, classificationKey, drawingId, drawingKey, pictureKey, queueName } from "./names.ts";
import { createProgressWatch } from "./progress.ts";

/** Milliseconds for which a picture waits in Redis to be classified. */
const PICTURE_MS = 60_000;

/** An engine whose work is done by workers, here or elsewhere. */
export interface RemoteEngine extends Engine {
  /** Jobs by state, of each queue. */
  counts(): Promise<Record<string, Record<string, number>>>;
}

/** Has workers that share a Redis do the work; none of a model but its manifest is used here. */
export async function createRemoteEngine(
  { classifier, generator }: ServedModels,
  connections: RedisConnections,
  { onError }: { onError?: (error: Error) => void } = {},
): Promise<RemoteEngine> {
  const { quick, patient } = connections;
  const queues = {
    classify: classifier && queueName(classifier.found),
    draw: generator && queueName(generator.found),
  };
  const jobs = await createJobClient(
    connections,
    Object.values(queues).filter((name) => name !== undefined),
    { onError },
  );
  const progress = createProgressWatch(patient);

  return {
    async classify(picture, options) {
      const queue = queues.classify as string;
      const sha256 = createHash("sha256").update(picture).digest("hex");
      const id = classificationId(queue, sha256);
      const key = pictureKey(sha256);
      const prepare = async () => {
        const there = await quick.pexpire(key, PICTURE_MS);
        if (there === 0) await quick.set(key, Buffer.from(picture), "PX", PICTURE_MS);
      };
      const spec = { id, queue, data: { picture: sha256 }, resultKey: classificationKey(id), prepare };
      return parseClassificationText((await jobs.ask(spec, options)).toString());
    },
    async draw(settings, { onStep, ...options }) {
      const queue = queues.draw as string;
      const id = drawingId(settings);
      const watching = onStep && progress.watch(id, onStep);
      try {
        // Heard from the first step on only by one who listens before the job is there.
        const spec = { id, queue, data: settings, resultKey: drawingKey(id), prepare: () => Promise.resolve(watching) };
        return await jobs.ask(spec, options);
      } finally {
        watching?.then(
          (stop) => stop(),
          () => undefined,
        );
      }
    },
    counts: () => jobs.counts(),
    async close() {
      progress.close();
      await jobs.close();
    },
  };
}
