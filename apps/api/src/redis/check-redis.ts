import type { Redis } from "ioredis";

/** What has to be so for nothing to be lost when Redis runs full, or ends. */
const WANTED = {
  "maxmemory-policy": { value: "noeviction", else: "jobs and results are thrown away when Redis runs full" },
  appendonly: { value: "yes", else: "jobs and results are gone when Redis ends" },
};

/** Below it, tests have not gone. */
const OLDEST = 7;

/** Sentences about how this Redis may lose work; none where it is set up well. */
export async function checkRedis(redis: Redis): Promise<string[]> {
  const checks = Object.entries(WANTED).map(async ([setting, wanted]) => {
    try {
      const [, value] = (await redis.config("GET", setting)) as string[];
      if (value === wanted.value) return [];
      return [`Redis has ${setting} ${value ?? "unknown"}, not ${wanted.value}: ${wanted.else}`];
    } catch {
      return [`Redis does not say whether ${setting} is ${wanted.value}; if it is not, ${wanted.else}`];
    }
  });
  const version = /^redis_version:(\S+)/m.exec(await redis.info("server"))?.[1] ?? "unknown";
  const old =
    Number.parseInt(version, 10) >= OLDEST ? [] : [`Redis is ${version}: nobody has tried one before ${OLDEST}`];
  return [...(await Promise.all(checks)).flat(), ...old];
}
