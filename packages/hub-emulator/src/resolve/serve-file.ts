import type { Answer } from "../server/answer.ts";
import type { Context } from "../server/context.ts";
import { HttpError } from "../server/http-error.ts";
import type { FileSlice } from "../storage/object-store.ts";
import { byteRange } from "./byte-range.ts";

/**
 * A file as an attachment, whole or the range asked for, or 304. Nothing uploaded is ever sent as a type that a browser would render.
 *
 * @param etag with its quotes.
 */
export function serveFile(
  { request }: Context,
  file: FileSlice,
  { etag, name, headers = {} }: { etag: string; name: string; headers?: Record<string, string> },
): Answer {
  const common = {
    ETag: etag,
    "Accept-Ranges": "bytes",
    "Content-Type": "application/octet-stream",
    "Content-Disposition": disposition(name),
    "Content-Security-Policy": "default-src 'none'; sandbox",
    ...headers,
  };
  if (matches(request.headers["if-none-match"], etag)) return { status: 304, headers: common };
  const condition = request.headers["if-range"];
  const wanted = condition === undefined || condition === etag ? request.headers.range : undefined;
  const range = byteRange(wanted, file.length);
  if (range === "unsatisfiable") {
    throw new HttpError(416, "Requested Range Not Satisfiable", {
      headers: { "Content-Range": `bytes */${file.length}` },
    });
  }
  if (!range) return { status: 200, headers: common, file };
  const length = range.to - range.from + 1;
  return {
    status: 206,
    headers: { ...common, "Content-Range": `bytes ${range.from}-${range.to}/${file.length}` },
    file: { path: file.path, offset: file.offset + range.from, length },
  };
}

/** As the Hub writes it: the name in ASCII, and in full (RFC 6266). */
export function disposition(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]/g, "_").replace(/["\\]/g, "_");
  const full = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename*=UTF-8''${full}; filename="${ascii}";`;
}

function matches(header: string | undefined, etag: string): boolean {
  return (header ?? "").split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag);
}
