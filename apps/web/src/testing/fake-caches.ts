/** Cache Storage in memory, as far as the service worker uses it. */
export function fakeCaches(): CacheStorage & { stores: Map<string, Map<string, Response>> } {
  const stores = new Map<string, Map<string, Response>>();
  const cacheOf = (store: Map<string, Response>) => ({
    match: async (url: string | URL) => store.get(String(url))?.clone(),
    keys: async () => [...store.keys()],
    put: async (url: string | URL, response: Response) => void store.set(String(url), response.clone()),
  });
  return {
    stores,
    async open(name: string) {
      if (!stores.has(name)) stores.set(name, new Map());
      return cacheOf(stores.get(name)!);
    },
    has: async (name: string) => stores.has(name),
    keys: async () => [...stores.keys()],
    delete: async (name: string) => stores.delete(name),
  } as unknown as CacheStorage & { stores: Map<string, Map<string, Response>> };
}
