import { hasHash } from "./has-hash.ts";
import { isolated } from "./kept-response.ts";
import { cacheName, type Surroundings } from "./site-cache.ts";

/** Where manifests of the Hub are kept. */
export const MANIFESTS = "tiny-cats-manifests";

/** The parts of a Request that matter here. */
export type Asked = Pick<Request, "method" | "url" | "mode" | "headers">;

/**
 * Answers a request from what was kept, from the network where that is better, and not at all (undefined) where the browser is to go its own way: graphs of
 * models, which core keeps by their hash, and whatever is no business of the site.
 */
export function respond(request: Asked, given: Surroundings): Promise<Response> | undefined {
  if (request.method !== "GET" || request.headers.has("range")) return undefined;
  const { scope, files } = given;
  const url = new URL(request.url);
  if (url.origin !== scope.origin) {
    const isManifest = /(^|\.)huggingface\.co$/.test(url.hostname) && url.pathname.endsWith("/tiny-cats.json");
    return isManifest ? newest(request.url, given) : undefined;
  }
  if (!url.pathname.startsWith(scope.pathname)) return undefined;
  const path = url.pathname.slice(scope.pathname.length).replace(/(^|\/)index\.html$/, "$1");
  const isPage = request.mode === "navigate";
  const known = files.shell.find((file) => file.path === path);
  if (known) return keptOr(new URL(path, scope), given);
  // A page finds the root from where it is, so it must be where it thinks, as hosts see to it too.
  if (isPage && files.shell.some((file) => file.path === `${path}/`)) {
    url.pathname += "/";
    return Promise.resolve(Response.redirect(url, 301));
  }
  const large = files.large.find((file) => file.path === path);
  if (large) return keptOr(new URL(path, scope), given, large.hash);
  return isPage ? elsewhere(request.url, given) : undefined;
}

/** What was kept; else the network's, kept from now on if it has the hash. */
async function keptOr(url: URL, given: Surroundings, hash?: string): Promise<Response> {
  const cache = await given.caches.open(cacheName(given));
  const known = await cache.match(url);
  if (known) return known;
  const response = await given.fetch(url);
  if (!response.ok) return response;
  const answer = isolated(response);
  // A full store is no reason to fail.
  if (hash && (await hasHash(answer, hash))) await cache.put(url, answer.clone()).catch(() => undefined);
  return answer;
}

/** A page that is none of the site's: what the host says of it, or without one the site's own word. */
async function elsewhere(url: string, given: Surroundings): Promise<Response> {
  try {
    return isolated(await given.fetch(url));
  } catch (error) {
    const cache = await given.caches.open(cacheName(given));
    const page = await cache.match(new URL("404.html", given.scope));
    if (!page) throw error;
    return new Response(page.body, { status: 404, headers: page.headers });
  }
}

/** The network's answer; without one the last there was. */
async function newest(url: string, { caches, fetch }: Surroundings): Promise<Response> {
  const cache = await caches.open(MANIFESTS);
  try {
    const response = await fetch(url);
    if (response.ok) await cache.put(url, response.clone()).catch(() => undefined);
    return response;
  } catch (error) {
    const known = await cache.match(url);
    if (!known) throw error;
    return known;
  }
}
