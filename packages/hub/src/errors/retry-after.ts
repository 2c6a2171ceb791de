/**
 * Milliseconds that an answer asks to wait: `Retry-After` (RFC 9110, seconds or a date), else the `t` of the Hub's `RateLimit` (seconds until
 * the window ends).
 */
export function retryAfter(headers: Headers, now: () => number = Date.now): number | undefined {
  const after = headers.get("retry-after");
  if (after !== null) {
    const seconds = /^\s*\d+(?:\.\d+)?\s*$/.test(after) ? Number(after) : (Date.parse(after) - now()) / 1000;
    if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  }
  const limit = /(?:^|[;,])\s*t=(\d+)/.exec(headers.get("ratelimit") ?? "");
  return limit ? Number(limit[1]) * 1000 : undefined;
}
