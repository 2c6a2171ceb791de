import { TinyCatsError } from "@tiny-cats/schema/errors";

/** A failure that may pass. */
export interface FetchFailure extends TinyCatsError {
  /** Milliseconds that the server asks to wait (Retry-After, RFC 9110). */
  retryAfterMs?: number;
}

export function fetchFailed(url: URL, why: string, headers?: Headers): FetchFailure {
  const error: FetchFailure = new TinyCatsError("fetch-failed", `${place(url)} could not be fetched: ${why}`, {
    value: place(url),
    remedy: "check the connection and try again: what came is kept",
  });
  const after = headers?.get("retry-after");
  if (after) {
    const wait = /^\s*\d{1,9}\s*$/.test(after) ? Number(after) * 1000 : Date.parse(after) - Date.now();
    if (Number.isFinite(wait)) error.retryAfterMs = Math.max(0, wait);
  }
  return error;
}

export function fetchRefused(url: URL, why: string): TinyCatsError {
  return new TinyCatsError("fetch-refused", `${place(url)} can't be fetched: ${why}`, {
    value: place(url),
    remedy: "check the address, or name another source",
  });
}

/** An address without what may be secret in it. */
function place({ origin, pathname }: URL): string {
  return `${origin}${pathname}`;
}
