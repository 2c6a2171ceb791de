import { MANIFESTS } from "../../offline/respond.ts";

/** The store in which core keeps graphs by their hash. */
const NAME = "tiny-cats-models";

/** How many models are kept in this browser, and their bytes. */
export interface KeptModels {
  count: number;
  bytes: number;
}

/** Counts what is kept; nothing where the browser keeps nothing. */
export async function keptModels(storage: CacheStorage | undefined = globalThis.caches): Promise<KeptModels> {
  try {
    if (!(await storage?.has(NAME))) return { count: 0, bytes: 0 };
    const cache = await storage!.open(NAME);
    const keys = await cache.keys();
    let bytes = 0;
    for (const key of keys) bytes += (await (await cache.match(key))?.blob())?.size ?? 0;
    return { count: keys.length, bytes };
  } catch {
    return { count: 0, bytes: 0 };
  }
}

/** Lets go of all of them, and of what the Hub told of others; a model in use stays in memory. */
export async function forgetModels(storage: CacheStorage | undefined = globalThis.caches): Promise<void> {
  await Promise.all([NAME, MANIFESTS].map((name) => storage?.delete(name)));
}
