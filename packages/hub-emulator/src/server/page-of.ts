import type { Context } from "./context.ts";
import { HttpError } from "./http-error.ts";

/** Which entries of `total` a request with `limit` and `cursor` asks for. */
export function pageOf({ query, hub }: Context, total: number): { from: number; to: number } {
  const from = Number(query.get("cursor") ?? 0);
  const asked = Number(query.get("limit") ?? hub.limits.pageEntries);
  if (!Number.isSafeInteger(from) || from < 0) throw new HttpError(400, "Invalid cursor");
  if (!Number.isSafeInteger(asked) || asked < 0) throw new HttpError(400, "Invalid limit");
  const limit = Math.min(Math.max(asked, 1), hub.limits.pageEntries);
  return { from, to: Math.min(from + limit, total) };
}

/** The Link header to the next page; nothing on the last one. `pathOnly` is the path when it must name something else than was asked. */
export function nextLink(
  { target, query, base }: Context,
  to: number,
  total: number,
  pathOnly?: string,
): Record<string, string> {
  if (to >= total) return {};
  const next = new URLSearchParams(query);
  next.set("cursor", String(to));
  return { Link: `<${base}${pathOnly ?? target.split("?")[0]}?${next}>; rel="next"` };
}
