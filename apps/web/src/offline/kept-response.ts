/** By which header a kept answer says which version of a file it is. */
export const HASH_HEADER = "x-tiny-cats-hash";

/** What makes a page cross-origin isolated, so that the runtime has threads, on hosts that can't be told to send it. */
const ISOLATION = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-resource-policy": "same-origin",
};

/** Of how its bytes came over the wire nothing is true any more once they have arrived. */
const OF_TRANSFER = ["content-encoding", "content-length", "transfer-encoding"];

/** An answer of the site's own host as pages get it: with the headers of isolation, where the host sent none, and no trace of a redirect. */
export function isolated(response: Response, added: Record<string, string> = {}): Response {
  const headers = new Headers(response.headers);
  for (const name of OF_TRANSFER) headers.delete(name);
  for (const [name, value] of Object.entries(ISOLATION)) if (!headers.has(name)) headers.set(name, value);
  for (const [name, value] of Object.entries(added)) headers.set(name, value);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
