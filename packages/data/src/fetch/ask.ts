import { fetchFailed, fetchRefused } from "./fetch-errors.ts";
import type { PartialFile } from "./partial-file.ts";

export interface AskOptions {
  /** Milliseconds of silence after which the server is given up. */
  timeoutMs: number;
  /** Bytes that the whole file may have. */
  maxBytes: number;
  signal?: AbortSignal;
  /** Told how much is there, and how much there is where the server says it. */
  onBytes: (done: number, total: number | undefined) => void;
}

/**
 * Asks once for what a partial file lacks, and takes in the answer. A server that ignores the range, or has another file by now, has it
 * begun anew.
 *
 * @throws TinyCatsError "fetch-failed" (asking again may help) or "fetch-refused"; FilesError of writing; the signal's reason.
 */
export async function ask(
  url: URL,
  file: PartialFile,
  { timeoutMs, maxBytes, signal, onBytes }: AskOptions,
): Promise<void> {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(new Error(`nothing was heard for ${timeoutMs / 1000} s`)), timeoutMs);
  const stop = () => silence.abort(signal!.reason);
  signal?.addEventListener("abort", stop, { once: true });
  try {
    signal?.throwIfAborted();
    const response = await network(url, () =>
      fetch(url, {
        signal: silence.signal,
        headers: {
          // A packed answer has another length, and no part of it can be asked for.
          "accept-encoding": "identity",
          ...(file.position > 0 && { range: `bytes=${file.position}-`, ...(file.etag && { "if-range": file.etag }) }),
        },
      }),
    );
    const total = await begin(url, response, file);
    if (total !== undefined && total > maxBytes)
      throw fetchRefused(url, `it has ${total} bytes, where ${maxBytes} are allowed`);
    onBytes(file.position, total);
    const reader = file.position === total ? undefined : response.body?.getReader();
    while (reader) {
      const { done, value } = await network(url, () => reader.read());
      if (done) break;
      timer.refresh();
      if (file.position + value.length > maxBytes)
        throw fetchRefused(url, `it has more than the ${maxBytes} bytes that are allowed`);
      await file.write(value);
      onBytes(file.position, total);
    }
    if (total !== undefined && file.position < total)
      throw fetchFailed(url, `the answer ended after ${file.position} of ${total} bytes`);
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
    silence.abort();
  }
}

/** Brings the file to where the answer's bytes begin. Returns how many bytes the whole has, where the server says it. */
async function begin(url: URL, response: Response, file: PartialFile): Promise<number | undefined> {
  const { status, headers } = response;
  const range = /^bytes (?:(\d+)-\d+|\*)\/(\d+|\*)$/.exec(headers.get("content-range") ?? "");
  const total = range && range[2] !== "*" ? Number(range[2]) : undefined;
  if (status === 206 && file.position > 0 && range?.[1] === String(file.position)) {
    file.resume();
    return total;
  }
  if (status === 416 && file.position > 0 && file.position === total) return total;
  if (status === 206 || status === 416) {
    await file.restart();
    throw fetchFailed(url, "the server does not give the part that was asked for");
  }
  if (status === 408 || status === 429 || (status >= 500 && status !== 501)) {
    throw fetchFailed(url, `it was answered with ${status}`, headers);
  }
  if (status !== 200) throw fetchRefused(url, `it was answered with ${status}`);
  await file.restart(headers.get("etag") ?? undefined);
  const length = headers.get("content-length");
  return length !== null && /^\d{1,15}$/.test(length) ? Number(length) : undefined;
}

async function network<T>(url: URL, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const inner = (error as Error).cause as (Error & { code?: string }) | undefined;
    throw fetchFailed(url, inner?.code ?? (inner?.message || (error as Error).message));
  }
}
