import { availableParallelism } from "node:os";
import type { RgbImage } from "@tiny-cats/core";
import { isTinyCatsError, TinyCatsError } from "@tiny-cats/schema/errors";
import type { PictureJob } from "./picture-job.ts";
import { startLoader } from "./start-loader.ts";

export interface LoadAheadOptions {
  /** 1 to 256; as many as the machine runs at once, 8 at most, unless told. */
  threads?: number;
  /** How many pictures, made or being made, may wait for the consumer, 1 to 65536; 128 unless told. */
  ahead?: number;
  /** Pixels a file may have; 100 million unless told. */
  maxPixels?: number;
  signal?: AbortSignal;
}

/** A job with its picture, or with the error that kept it from being made. */
export type LoadedPicture<J> =
  | { job: J; picture: RgbImage; error?: undefined }
  | { job: J; picture?: undefined; error: TinyCatsError };

/**
 * Pictures decoded, cut and changed in threads ahead of their consumer, in the order of the jobs.
 *
 * Jobs are taken as there is room, so they may be without end. A file that can't be read comes in its place as a typed error, and the rest goes on. The threads
 * start at the first picture asked for and are ended by the end: of the jobs, of the loop (`break`), by an error or by `signal`.
 *
 * @throws TinyCatsError "invalid-load-option"; while it runs "worker-crashed", the reason of `signal`, and whatever the jobs throw.
 */
export function loadAhead<J extends PictureJob>(
  jobs: Iterable<J>,
  { threads = Math.min(8, availableParallelism()), ahead = 128, maxPixels, signal }: LoadAheadOptions = {},
): AsyncGenerator<LoadedPicture<J>, void, void> {
  check("threads", threads, 256);
  check("ahead", ahead, 65_536);
  return load(jobs, { threads, ahead, maxPixels, signal });
}

async function* load<J extends PictureJob>(
  jobs: Iterable<J>,
  { threads, ahead, maxPixels, signal }: LoadAheadOptions & { threads: number; ahead: number },
): AsyncGenerator<LoadedPicture<J>, void, void> {
  signal?.throwIfAborted();
  const loader = startLoader(threads, { maxPixels });
  const stop = () => void loader.end(signal?.reason);
  signal?.addEventListener("abort", stop);
  const loading: Promise<LoadedPicture<J>>[] = [];
  const source = jobs[Symbol.iterator]();
  let all = false;
  const fill = () => {
    while (!all && loading.length < ahead) {
      const made = take();
      if (!made) return;
      // Whoever waits for it hears of a failure; where nobody does any more, nobody needs to.
      made.catch(() => undefined);
      loading.push(made);
    }
  };
  const take = () => {
    try {
      const { done, value: job } = source.next();
      all = done === true;
      return all
        ? undefined
        : loader.load(job).then(
            (picture) => ({ job, picture }),
            (error) => ({ job, error: typed(error) }),
          );
    } catch (error) {
      all = true;
      return Promise.reject(error);
    }
  };
  try {
    while (true) {
      fill();
      const first = loading.shift();
      if (!first) return;
      fill();
      loader.hold(true);
      const loaded = await first;
      loader.hold(false);
      signal?.throwIfAborted();
      yield loaded;
    }
  } finally {
    signal?.removeEventListener("abort", stop);
    await loader.end(undefined);
    if (!all) source.return?.();
  }
}

/** What is said of one file; anything else ends the loading. */
function typed(error: unknown): TinyCatsError {
  if (isTinyCatsError(error) && error.code !== "worker-crashed") return error;
  throw error;
}

function check(name: string, value: number, most: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= most) return;
  throw new TinyCatsError("invalid-load-option", `${String(value)} can't be the number for ${name}`, {
    value,
    remedy: `give a whole number from 1 to ${most}`,
  });
}
