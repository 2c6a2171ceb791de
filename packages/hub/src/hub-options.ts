import type { HubError } from "./errors/hub-error.ts";

/** What every function of this package takes besides its own options. */
export interface HubOptions {
  /** An access token; sent to the endpoint's own host alone. Without one, only what is public can be reached. */
  token?: string;
  /** The Hub's address: https://huggingface.co unless told. */
  endpoint?: string;
  /** Does the requests, such as one that goes through a proxy; the engine's own unless told. */
  fetch?: typeof fetch;
  /** Milliseconds of silence, in sending or receiving, after which a request counts as failed: 60,000 unless told. */
  timeoutMs?: number;
  /** How often a request is sent again after 408, 429, 5xx or a broken connection: 5 times unless told. */
  retries?: number;
  /** Milliseconds before the first repetition, doubled with each (up to 64 times), plus or minus half: 500 unless told. A Hub that names a time is obeyed. */
  retryBaseMs?: number;
  /** Milliseconds that a Hub which names a time is waited for at most: 300,000 unless told. */
  longestWaitMs?: number;
  signal?: AbortSignal;
  /** Called before each repetition. */
  onRetry?: (retry: Retry) => void;
}

/** A request that will be repeated. */
export interface Retry {
  error: HubError;
  /** Of the repetition, from 1. */
  attempt: number;
  waitMs: number;
}
