import { TinyCatsError } from "@tiny-cats/schema/errors";
import { Redis, type RedisOptions } from "ioredis";

/** Two connections to one Redis, of those who wait for it differently. */
export interface RedisConnections {
  /** Its commands fail at once while Redis is away: for those who have a deadline. */
  quick: Redis;
  /** Its commands wait until Redis is there again: for those whose work must not be lost. */
  patient: Redis;
  /** Whether Redis answers. */
  up(): boolean;
  /** Calls back whenever Redis is there again. */
  onReturn(listener: () => void): void;
  /** Before the end: where Redis is away, tries no more to reach it, so that whoever waits for it is told. */
  giveUp(): Promise<void>;
  /** Ends both and all copies of them. */
  close(): void;
}

/** Milliseconds that Redis may need to be there at the start, and to answer. */
const START_MS = 10_000;
const ANSWER_MS = 5000;
const HEARTBEAT_MS = 1000;
/** Between two tries to connect again. */
const LONGEST_PAUSE_MS = 1000;

/**
 * Connects, and connects again whenever the connection is lost.
 *
 * @throws TinyCatsError "invalid-redis-url", "redis-unreachable" after 10 s, or at once where Redis refuses us; the signal's reason
 */
export async function connectRedis(
  url: string,
  { onChange, signal }: { onChange?: (up: boolean, cause?: string) => void; signal?: AbortSignal } = {},
): Promise<RedisConnections> {
  const address = redisAddress(url);
  let ending = false;
  const options: RedisOptions = {
    lazyConnect: true,
    retryStrategy: (times) => (ending ? null : Math.min(25 * 2 ** Math.min(times, 6), LONGEST_PAUSE_MS)),
  };
  const quick = new Redis(url, {
    ...options,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    commandTimeout: ANSWER_MS,
  });
  const patient = new Redis(url, { ...options, maxRetriesPerRequest: null });
  const clients = [quick, patient];
  const duplicate = patient.duplicate.bind(patient);
  // Those that wait for jobs and events are copies: they too have to end where Redis is away, and no goodbye is answered.
  patient.duplicate = (override) => {
    const copy = duplicate(override);
    clients.push(copy);
    return copy;
  };
  let answers = true;
  let why: string | undefined;
  const report = (up: boolean) => {
    if (up !== answers) onChange?.(up, up ? undefined : why);
    answers = up;
  };
  for (const client of clients) client.on("error", (error: Error) => (why = error.message));
  quick.on("close", () => report(false));
  quick.on("ready", () => report(true));
  try {
    await Promise.all(clients.map((client) => becomeReady(client, address, signal)));
  } catch (error) {
    for (const client of clients) client.disconnect();
    throw error;
  }
  // A peer that hangs, or is gone without a word, closes nothing.
  const heartbeat = setInterval(() => {
    if (quick.status !== "ready") return report(false);
    const silence = setTimeout(() => report(false), HEARTBEAT_MS);
    quick.ping().then(
      () => {
        clearTimeout(silence);
        report(true);
      },
      () => clearTimeout(silence),
    );
  }, HEARTBEAT_MS);
  heartbeat.unref();

  return {
    quick,
    patient,
    up: () => answers,
    onReturn: (listener) => void quick.on("ready", listener),
    async giveUp() {
      if (answers) return;
      ending = true;
      for (const client of clients) if (client.status === "ready") client.disconnect();
      // One that waits to connect again learns when it tries; to disconnect it before would leave it, and all its commands, hanging.
      for (let left = 2 * LONGEST_PAUSE_MS; left > 0 && clients.some(({ status }) => status !== "end"); left -= 50)
        await new Promise((resolve) => setTimeout(resolve, 50));
    },
    close() {
      ending = true;
      clearInterval(heartbeat);
      quick.removeAllListeners("close");
      for (const client of clients) client.disconnect();
    },
  };
}

/** The address without user and password, as it may be shown. @throws TinyCatsError "invalid-redis-url" */
function redisAddress(url: string): string {
  const { protocol, host, pathname } = URL.canParse(url) ? new URL(url) : { protocol: "", host: "", pathname: "" };
  if ((protocol === "redis:" || protocol === "rediss:") && host !== "" && /^\/?\d*$/.test(pathname)) {
    return `${protocol}//${host}${pathname}`;
  }
  throw new TinyCatsError("invalid-redis-url", "the address of Redis is not a URL of it", {
    // The rest may hold a password.
    value: protocol,
    remedy: "give redis://host:6379, or rediss:// with user, password and database as needed",
  });
}

/** Refusals that no waiting mends. */
const REFUSED = /^(?:WRONGPASS|NOAUTH|NOPERM|ERR )/;

async function becomeReady(client: Redis, address: string, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    let last = "it did not answer";
    const fail = () =>
      settle(() =>
        reject(
          new TinyCatsError("redis-unreachable", `Redis at ${address} can't be used: ${last}`, {
            value: address,
            remedy: "start Redis, or correct its address, user or password",
          }),
        ),
      );
    const onError = (error: Error) => {
      last = error.message;
      if (REFUSED.test(last)) fail();
    };
    const onReady = () => settle(resolve);
    const onAbort = () => settle(() => reject(signal?.reason));
    const timer = setTimeout(fail, START_MS);
    const settle = (how: () => void) => {
      clearTimeout(timer);
      client.off("ready", onReady);
      client.off("error", onError);
      signal?.removeEventListener("abort", onAbort);
      how();
    };
    client.on("ready", onReady);
    client.on("error", onError);
    signal?.addEventListener("abort", onAbort, { once: true });
    // Its failures come as errors, and it goes on trying.
    client.connect().catch(() => undefined);
  });
}
