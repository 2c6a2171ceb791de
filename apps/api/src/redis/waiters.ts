import type { Redis } from "ioredis";
import { waitersKey } from "./names.ts";

/** Milliseconds after which one who has not said again that it waits is taken for gone. */
const WAITER_MS = 30_000;

// By the clock of Redis, so that those of its clients need not agree.
const NOW = "local time = redis.call('TIME') local now = time[1] * 1000 + math.floor(time[2] / 1000)";
const JOIN = `${NOW} redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1]) redis.call('PEXPIRE', KEYS[1], ARGV[2])`;
const LEAVE = `redis.call('ZREM', KEYS[1], ARGV[1]) ${NOW} return redis.call('ZCOUNT', KEYS[1], now, '+inf')`;

/** Says that a process waits for a job's end. */
export async function joinWaiters(redis: Redis, id: string, process: string): Promise<void> {
  await redis.eval(JOIN, 1, waitersKey(id), process, WAITER_MS);
}

/** Says that it waits no more. @returns how many others do */
export async function leaveWaiters(redis: Redis, id: string, process: string): Promise<number> {
  return Number(await redis.eval(LEAVE, 1, waitersKey(id), process));
}

/** How many processes wait for a job's end. */
export function countWaiters(redis: Redis, id: string): Promise<number> {
  return leaveWaiters(redis, id, "");
}
