import { hasHash } from "./has-hash.ts";
import { HASH_HEADER, isolated } from "./kept-response.ts";
import type { SiteFile, SiteFiles } from "./site-files.ts";

/** What a service worker works with. */
export interface Surroundings {
  /** The site's root. */
  scope: URL;
  files: SiteFiles;
  caches: CacheStorage;
  fetch: typeof fetch;
}

/** Files asked for at a time. */
const AT_ONCE = 6;

/** The store of this build; other builds and other base paths have others. */
export function cacheName({ scope, files }: Pick<Surroundings, "scope" | "files">): string {
  return `${family(scope)}${files.version}`;
}

const family = (scope: URL) => `tiny-cats-site:${scope.pathname}:`;

/** Keeps this build's shell; what an earlier build had in the same version is taken over from it. */
export async function keepShell(given: Surroundings): Promise<void> {
  const { scope, files, caches, fetch } = given;
  const cache = await caches.open(cacheName(given));
  const earlier = await Promise.all((await earlierNames(given)).map((name) => caches.open(name)));
  async function keep({ path, hash }: SiteFile): Promise<void> {
    const url = new URL(path, scope);
    for (const store of [cache, ...earlier]) {
      const known = await store.match(url);
      if (known?.headers.get(HASH_HEADER) !== hash) continue;
      if (store !== cache) await cache.put(url, known);
      return;
    }
    const response = await fetch(url, { cache: "no-cache" });
    if (!response.ok) throw new Error(`${url.pathname} answered ${response.status}`);
    if (!(await hasHash(response, hash))) throw new Error(`${url.pathname} is not of this build`);
    await cache.put(url, isolated(response, { [HASH_HEADER]: hash }));
  }
  const waiting = [...files.shell];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await keep(next);
    }),
  );
  // Large files have their hash in the name: those that this build still has are its own.
  for (const { path } of files.large) {
    const url = new URL(path, scope);
    for (const store of earlier) {
      const known = await store.match(url);
      if (known) await cache.put(url, known);
    }
  }
}

/** Lets go of what earlier builds kept under this base path. */
export async function dropEarlier(given: Surroundings): Promise<void> {
  for (const name of await earlierNames(given)) await given.caches.delete(name);
}

async function earlierNames(given: Surroundings): Promise<string[]> {
  const names = await given.caches.keys();
  return names.filter((name) => name.startsWith(family(given.scope)) && name !== cacheName(given));
}

/** Keeps large files that were fetched before this worker was in charge. */
export async function keepLarge(given: Surroundings, large: readonly SiteFile[]): Promise<void> {
  const cache = await given.caches.open(cacheName(given));
  for (const { path, hash } of large) {
    const url = new URL(path, given.scope);
    if (await cache.match(url)) continue;
    const response = await given.fetch(url, { cache: "force-cache" });
    if (response.ok && (await hasHash(response, hash))) await cache.put(url, isolated(response));
  }
}
