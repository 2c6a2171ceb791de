import type { HubOptions } from "../hub-options.ts";
import { checkEndpoint } from "./check-endpoint.ts";

/** Options with their defaults, and what was spent on them so far. */
export interface Connection extends Required<Omit<HubOptions, "token" | "signal" | "onRetry">> {
  token: string | undefined;
  signal: AbortSignal | undefined;
  onRetry: HubOptions["onRetry"];
  /** Counts up. */
  spent: { requests: number; retries: number };
}

/** @throws HubError "invalid-endpoint". */
export function connect({
  token,
  endpoint = "https://huggingface.co",
  fetch = globalThis.fetch.bind(globalThis),
  timeoutMs = 60_000,
  retries = 5,
  retryBaseMs = 500,
  longestWaitMs = 300_000,
  signal,
  onRetry,
}: HubOptions): Connection {
  return {
    token: token || undefined,
    endpoint: checkEndpoint(endpoint),
    fetch,
    timeoutMs,
    retries,
    retryBaseMs,
    longestWaitMs,
    signal,
    onRetry,
    spent: { requests: 0, retries: 0 },
  };
}
