import type { IncomingMessage } from "node:http";

const EXPOSED =
  "X-Repo-Commit,X-Request-Id,X-Error-Code,X-Error-Message,X-Total-Count,ETag,Link,Accept-Ranges,Content-Range,X-Linked-Size,X-Linked-ETag";

/** What lets pages of the told origins read answers; nothing for others. */
export function corsHeaders(request: IncomingMessage, origins: readonly string[]): Record<string, string> {
  const { origin } = request.headers;
  if (origin === undefined || !origins.includes(origin)) return {};
  return {
    "Access-Control-Allow-Origin": origin,
    "Access-Control-Expose-Headers": EXPOSED,
    "Access-Control-Allow-Methods": "GET,HEAD,POST,PUT,DELETE",
    "Access-Control-Allow-Headers": "Authorization,Content-Type,Range,If-None-Match,Accept,X-Request-Id",
    Vary: "Origin",
  };
}
