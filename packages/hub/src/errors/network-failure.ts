import { redactText } from "@tiny-cats/files/redact-text";
import { HubError } from "./hub-error.ts";
import type { Asked } from "./refusal.ts";

/** The typed error of a request that was never answered, or whose answer broke off. */
export function networkFailure(cause: unknown, { method, url, token }: Asked): HubError {
  const place = `${url.origin}${url.pathname}`;
  const why = redactText(reason(cause), { secrets: token ? [token] : [] });
  // The cause itself stays out: what an engine attaches to it may hold the request's headers.
  return new HubError("network-failed", `${method} ${place} failed: ${why}`, {
    value: { method, url: place, reason: why },
    remedy: "check the connection and try again: what was done is kept",
  });
}

function reason(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const inner = cause.cause as (Error & { code?: string }) | undefined;
  return inner?.code ?? (inner?.message || cause.message);
}
