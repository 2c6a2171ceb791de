import { setTimeout } from "node:timers/promises";
import { isTinyCatsError, TinyCatsError } from "@tiny-cats/schema/errors";
import { ask } from "./ask.ts";
import type { FetchFailure } from "./fetch-errors.ts";
import { openPartial, type PartialFile } from "./partial-file.ts";

export interface FetchOptions {
  /** How often a failure that may pass is tried again without 1 MiB more having come; 5 unless told. */
  retries?: number;
  /** Milliseconds before the first repetition, doubled with each, plus or minus half; 1000 unless told. */
  retryBaseMs?: number;
  /** Milliseconds of silence after which a request is given up; 60,000 unless told. */
  timeoutMs?: number;
  signal?: AbortSignal;
  /** Called before a repetition. */
  onRetry?: (retry: { message: string; waitMs: number }) => void;
}

const MOST_BYTES = 4 * 2 ** 30;
const STEP = 1 << 20;
const LONGEST_WAIT_MS = 120_000;

/**
 * Fetches a file to `path`, going on where an earlier run stopped. When it returns, the file has the MD5; when it throws, what came is kept
 * beside it for the next run, unless it is wrong.
 *
 * @throws TinyCatsError "fetch-failed", "fetch-refused" or "wrong-archive"; FilesError of writing; the signal's reason.
 */
export async function fetchArchive(
  url: URL,
  path: string,
  {
    md5,
    onBytes,
    signal,
    onRetry,
    ...options
  }: FetchOptions & { md5: string; onBytes: (done: number, total: number | undefined) => void },
): Promise<{ bytes: number }> {
  const { retries = 5, retryBaseMs = 1000, timeoutMs = 60_000 } = options;
  const file = await openPartial(path, signal);
  try {
    let best = file.position;
    for (let attempt = 1; ; ) {
      try {
        await ask(url, file, { timeoutMs, maxBytes: MOST_BYTES, signal, onBytes });
        if (await isRight(file, path, md5)) break;
        best = 0;
      } catch (error) {
        if (!isTinyCatsError(error) || error.code !== "fetch-failed") throw error;
        if (file.position >= best + STEP) attempt = 1;
        best = Math.max(best, file.position);
        const waitMs = (error as FetchFailure).retryAfterMs ?? retryBaseMs * 2 ** (attempt - 1) * (0.5 + Math.random());
        if (attempt++ > retries || waitMs > LONGEST_WAIT_MS) throw error;
        onRetry?.({ message: error.message, waitMs });
        await setTimeout(waitMs, undefined, { signal }).catch(() => signal?.throwIfAborted());
      }
    }
    const bytes = file.position;
    await file.finish();
    return { bytes };
  } finally {
    await file.close();
  }
}

/** False where it has to be fetched anew: bytes of an earlier run may have been wrong through no fault of the server. */
async function isRight(file: PartialFile, path: string, md5: string): Promise<boolean> {
  const found = file.md5();
  if (found === md5) return true;
  const { resumed, position } = file;
  await file.restart();
  if (resumed) return false;
  throw new TinyCatsError(
    "wrong-archive",
    `what was fetched for ${path} is not that file: ${position} bytes with MD5 ${found}, not ${md5}`,
    {
      value: { path, expected: md5, found },
      remedy: "try again, or name another source: this one has another file, or something alters it on its way",
    },
  );
}
