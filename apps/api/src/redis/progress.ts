import type { Redis } from "ioredis";
import type { DrawingProgress } from "../engine/engine.ts";
import { progressChannel } from "./names.ts";

/** Whether anybody looks on while this drawing is made. */
export async function isWatched(redis: Redis, id: string): Promise<boolean> {
  const [, watchers] = (await redis.pubsub("NUMSUB", progressChannel(id))) as [string, number];
  return Number(watchers) > 0;
}

/** Tells those who look on. What nobody hears is gone, so that previews take no memory in Redis. */
export function tellProgress(redis: Redis, id: string, { step, steps, preview }: DrawingProgress): void {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(step, 0);
  head.writeUInt32LE(steps, 4);
  redis.publish(progressChannel(id), Buffer.concat([head, preview])).catch(() => undefined);
}

/** Looks on. */
export interface ProgressWatch {
  /** @returns what ends it */
  watch(id: string, onStep: (progress: DrawingProgress) => void): Promise<() => void>;
  close(): void;
}

/** Listens on a connection of its own, made when it is first needed. */
export function createProgressWatch(redis: Redis): ProgressWatch {
  const listeners = new Map<string, Set<(progress: DrawingProgress) => void>>();
  let connection: Redis | undefined;

  function connect(): Redis {
    const made = redis.duplicate();
    made.on("error", () => undefined);
    made.on("messageBuffer", (channel: Buffer, message: Buffer) => {
      const progress = {
        step: message.readUInt32LE(0),
        steps: message.readUInt32LE(4),
        preview: new Uint8Array(message.subarray(8)),
      };
      for (const listener of listeners.get(channel.toString()) ?? []) listener(progress);
    });
    return made;
  }

  return {
    async watch(id, onStep) {
      connection ??= connect();
      const channel = progressChannel(id);
      const here = listeners.get(channel) ?? new Set();
      listeners.set(channel, here.add(onStep));
      await connection.subscribe(channel);
      return () => {
        here.delete(onStep);
        if (here.size > 0 || listeners.get(channel) !== here) return;
        listeners.delete(channel);
        connection?.unsubscribe(channel).catch(() => undefined);
      };
    },
    close: () => connection?.disconnect(),
  };
}
