import { TinyCatsError } from "@tiny-cats/schema/errors";

export interface DownloadProgress {
  /** Bytes there so far, and in all. */
  bytes: number;
  total: number;
  /** Where they come from: what was kept from before is told apart from what is fetched. */
  from: "network" | "cache";
}

export interface DownloadOptions {
  /** The bytes the file must have. */
  total: number;
  signal?: AbortSignal;
  onProgress?: (progress: DownloadProgress) => void;
}

/** What earlier attempts got before they were stopped, by address; kept as long as the page. */
const begun = new Map<string, Uint8Array<ArrayBuffer>[]>();

/**
 * Fetches a file of known size. An attempt that is stopped or cut short is gone on with by the next one, where the server knows ranges.
 *
 * @throws TinyCatsError "download-failed" (no answer, a refusal, another size); the signal's reason
 */
export async function download(
  url: URL,
  { total, signal, onProgress }: DownloadOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces = begun.get(url.href) ?? [];
  let bytes = pieces.reduce((sum, { length }) => sum + length, 0);
  const headers: HeadersInit = bytes > 0 ? { Range: `bytes=${bytes}-` } : {};
  const response = await fetch(url, { signal, headers }).catch((cause) => {
    signal?.throwIfAborted();
    throw failed(url, "could not be reached", cause);
  });
  if (response.status !== 206) {
    pieces.length = 0;
    bytes = 0;
  }
  if (!response.ok || !response.body) throw failed(url, `answered ${response.status}`, undefined);
  begun.set(url.href, pieces);
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch((cause) => {
      signal?.throwIfAborted();
      throw failed(url, `stopped after ${bytes} of ${total} bytes`, cause);
    });
    if (done) break;
    pieces.push(value);
    bytes += value.length;
    if (bytes > total) {
      begun.delete(url.href);
      await reader.cancel();
      throw failed(url, `sends more than the ${total} bytes it should have`, undefined);
    }
    onProgress?.({ bytes, total, from: "network" });
  }
  if (bytes < total) throw failed(url, `stopped after ${bytes} of ${total} bytes`, undefined);
  begun.delete(url.href);
  return joined(pieces, total);
}

function joined(pieces: readonly Uint8Array[], total: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(total);
  let start = 0;
  for (const piece of pieces) {
    whole.set(piece, start);
    start += piece.length;
  }
  return whole;
}

function failed(url: URL, what: string, cause: unknown): TinyCatsError {
  return new TinyCatsError("download-failed", `${url.origin}${url.pathname} ${what}`, {
    value: url.href,
    remedy: "check the address and the connection, and try again: what has arrived is kept",
    cause,
  });
}
