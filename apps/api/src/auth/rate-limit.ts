import { TinyCatsError } from "@tiny-cats/schema/errors";
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";

/** What a request did to its client's limit. */
interface Charged {
  /** RateLimit and RateLimit-Policy (draft-ietf-httpapi-ratelimit-headers-10). */
  headers: Record<string, string>;
  /** "too-many-requests", where the limit is passed. */
  refusal?: TinyCatsError;
}

export interface RateLimit {
  /** Counts one request of a client that may send `most` a minute. */
  charge(client: string, most: number): Promise<Charged>;
}

export interface RateLimitOptions {
  /** A connection of ioredis: limits are then counted for all servers together. While it is away, each counts for itself. */
  redis?: unknown;
}

const SECONDS = 60;
const PREFIX = "tiny-cats-requests";

/** Counts requests by the minute, in windows that begin with a client's first. */
export function createRateLimit({ redis }: RateLimitOptions = {}): RateLimit {
  const limiters = new Map<number, RateLimiterMemory | RateLimiterRedis>();

  function limiterOf(points: number): RateLimiterMemory | RateLimiterRedis {
    const known = limiters.get(points);
    if (known) return known;
    const options = { points, duration: SECONDS, keyPrefix: PREFIX };
    const memory = new RateLimiterMemory(options);
    const limiter = redis
      ? new RateLimiterRedis({ ...options, storeClient: redis, insuranceLimiter: memory, rejectIfRedisNotReady: true })
      : memory;
    limiters.set(points, limiter);
    return limiter;
  }

  return {
    async charge(client, most) {
      const { passed, counted } = await limiterOf(most)
        .consume(client)
        .then(
          (counted) => ({ passed: false, counted }),
          (refused) => {
            if (refused instanceof RateLimiterRes) return { passed: true, counted: refused };
            throw refused;
          },
        );
      const seconds = Math.max(1, Math.ceil(counted.msBeforeNext / 1000));
      return {
        headers: {
          "ratelimit-policy": `"default";q=${most};w=${SECONDS}`,
          ratelimit: `"default";r=${counted.remainingPoints};t=${seconds}`,
        },
        ...(passed && { refusal: tooMany(most, seconds) }),
      };
    },
  };
}

function tooMany(most: number, seconds: number): TinyCatsError {
  return new TinyCatsError("too-many-requests", `more than ${most} requests were sent in a minute`, {
    value: seconds,
    remedy: `try again in ${seconds} s`,
  });
}
