import { TinyCatsError } from "@tiny-cats/schema/errors";
import { createWaitingRoom, type Waiting } from "./waiting-room.ts";

export interface LaneOptions {
  /** Jobs that run at once. */
  concurrency: number;
  /** Jobs that may wait. */
  limit: number;
  /** Milliseconds from a job's arrival within which it must have ended. */
  deadlineMs: number;
}

/** A bounded queue in front of work: first come first served within a client, turn by turn between clients. */
export interface Lane {
  /**
   * Does `work` in its turn. Its signal aborts at the deadline, which is `endsAt` by performance.now(), and when `signal` does.
   *
   * @throws TinyCatsError "too-busy", at once: the queue is full, or the deadline would pass before the job's end
   */
  run<T>(client: string, work: Work<T>, options?: { signal?: AbortSignal }): Promise<T>;
  /** Refuses what would be refused anyway, before more is done for it. @throws TinyCatsError "too-busy" */
  check(client: string): void;
  readonly waiting: number;
  readonly running: number;
}

type Work<T> = (signal: AbortSignal, endsAt: number) => Promise<T>;

interface Job extends Waiting {
  arrived: number;
  /** One that had not to wait runs whatever was seen of others, so that there is always something newer to go by. */
  waited: boolean;
  start(): void;
  refuse(error: TinyCatsError): void;
}

/** How much the newest service time counts in the average. */
const NEWEST = 0.2;

export function createLane({ concurrency, limit, deadlineMs }: LaneOptions): Lane {
  const room = createWaitingRoom<Job>();
  let running = 0;
  /** Milliseconds a job takes once it runs, and how far one is from that; unknown before the first has ended. */
  let service: number | undefined;
  let spread = 0;

  function next(): void {
    while (running < concurrency) {
      const job = room.take();
      if (!job) return;
      // What would not end in time is not begun: it would take the time of those that can.
      const late = performance.now() - job.arrived + longest() - deadlineMs;
      if (job.waited && late > 0) job.refuse(tooBusy(late));
      else job.start();
    }
  }

  /** Milliseconds until a job that arrives now would end. */
  function forecast(client: string): number {
    // One that runs at once is never refused: how long it takes is then seen, not guessed.
    if (service === undefined || running < concurrency) return 0;
    return ((room.ahead(client) + 1) / concurrency) * service + longest();
  }

  /** Milliseconds that hardly a job takes longer than: the mean and twice the mean deviation, as for the timeouts of TCP (RFC 6298). */
  function longest(): number {
    return (service ?? 0) + 2 * spread;
  }

  function learn(took: number): void {
    spread += NEWEST * (Math.abs(took - (service ?? took)) - spread);
    service = service === undefined ? took : service + NEWEST * (took - service);
  }

  function check(client: string): void {
    const expected = forecast(client);
    if (expected > deadlineMs) throw tooBusy(expected - deadlineMs);
    if (room.size >= limit && !room.greediest(client)) throw tooBusy(expected);
  }

  function admit(client: string): void {
    check(client);
    if (room.size < limit) return;
    const loser = room.greediest(client) as Job;
    const expected = forecast(client);
    room.leave(loser);
    loser.refuse(tooBusy(expected));
  }

  function run<T>(client: string, work: Work<T>, { signal }: { signal?: AbortSignal } = {}): Promise<T> {
    signal?.throwIfAborted();
    admit(client);
    return new Promise<T>((resolve, reject) => {
      const ending = new AbortController();
      const endsAt = performance.now() + deadlineMs;
      const end = (reason: unknown) => {
        ending.abort(reason);
        room.leave(job);
        settle(() => reject(reason));
      };
      const cancel = () => end(signal?.reason);
      const timer = setTimeout(() => {
        // What ran out of time takes that long at least.
        if (job.started) learn(Math.max(service ?? 0, performance.now() - job.from));
        end(job.started ? tooSlow(deadlineMs) : tooBusy(deadlineMs));
      }, deadlineMs);
      signal?.addEventListener("abort", cancel, { once: true });
      const settle = (how: () => void) => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", cancel);
        how();
      };
      const job = {
        client,
        arrived: performance.now(),
        waited: false,
        started: false,
        from: 0,
        start() {
          job.started = true;
          job.from = performance.now();
          running++;
          new Promise<T>((begin) => begin(work(ending.signal, endsAt)))
            .then(
              (value) => {
                learn(performance.now() - job.from);
                settle(() => resolve(value));
              },
              (error) => settle(() => reject(error)),
            )
            .finally(() => {
              running--;
              next();
            });
        },
        refuse: (error: TinyCatsError) => settle(() => reject(error)),
      };
      room.enter(job);
      next();
      job.waited = true;
    });
  }

  return {
    run,
    check,
    get waiting() {
      return room.size;
    },
    get running() {
      return running;
    },
  };
}

/** A refusal whose value is the number of seconds after which another try is worth it. */
function tooBusy(waitMs: number): TinyCatsError {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  return new TinyCatsError("too-busy", "there is more to do than can be done in time", {
    value: seconds,
    remedy: `try again in ${seconds} s, or send fewer requests at once`,
  });
}

function tooSlow(deadlineMs: number): TinyCatsError {
  return new TinyCatsError("too-slow", `it was not done within ${deadlineMs / 1000} s`, {
    value: deadlineMs,
    remedy: "ask for less work, such as fewer steps, or have the server's deadline raised",
  });
}
