import { createHash } from "node:crypto";

/** The entity tag of what is determined by `parts`. */
export function etagOf(...parts: readonly unknown[]): string {
  const hash = createHash("sha256").update(JSON.stringify(parts)).digest("base64url");
  return `"${hash.slice(0, 32)}"`;
}

/** Whether If-None-Match names the tag, compared weakly as RFC 9110 has it. */
export function matches(request: Request, etag: string): boolean {
  const asked = request.headers.get("if-none-match");
  if (asked === null) return false;
  const tags = asked.split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  return tags.includes("*") || tags.includes(etag);
}

/** The answer to one who has it already. */
export function notModified(etag: string): Response {
  return new Response(null, { status: 304, headers: { etag } });
}
