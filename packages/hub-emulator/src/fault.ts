/** Which requests a fault strikes: those that fit everything given. */
export interface FaultMatch {
  /** "GET", "PUT" and so on. */
  method?: string;
  /** A part of the path with its query as they were sent, or a pattern for it. */
  path?: string | RegExp;
  /** The how-manieth of the requests that fit method and path, counted from 1 since the faults were set. */
  number?: number | readonly number[];
}

/**
 * What happens instead:
 * - `status`: this answer, and nothing is done. A 429 gets RateLimit headers (one second) unless `headers` is given.
 * - `delayMs`: the answer, after that time.
 * - `reset`: the connection is torn down at once; with `afterBytes` after so many bytes of the answer's body, with `afterRequestBytes` after so
 *   many of the request's body.
 * - `truncate`: the answer's body ends after so many bytes. With `contentLength: "short"` the header agrees with it; else ("full") it tells
 *   the whole length and the connection is cut.
 * - `flipBit`: the lowest bit of the byte at this offset of the answer's body is the other way round.
 */
export type FaultAction =
  | { status: number; headers?: Record<string, string>; body?: string }
  | { delayMs: number }
  | { reset: true; afterBytes?: number; afterRequestBytes?: number }
  | { truncate: number; contentLength?: "full" | "short" }
  | { flipBit: number };

/** Something that goes wrong on purpose. The first fault that fits a request strikes it. */
export interface Fault {
  match?: FaultMatch;
  action: FaultAction;
  /** How often it strikes; every time unless told. */
  times?: number;
}
