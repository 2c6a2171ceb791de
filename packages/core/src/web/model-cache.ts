const NAME = "tiny-cats-models";

/** Bytes kept in the browser by their hash: Cache Storage where there is one and it has room, else nothing is kept. */
export interface ModelCache {
  get(sha256: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Whether they could be kept. */
  put(sha256: string, bytes: Uint8Array<ArrayBuffer>): Promise<boolean>;
  remove(sha256: string): Promise<void>;
}

export const modelCache: ModelCache = {
  async get(sha256) {
    const response = await (await open())?.match(address(sha256));
    return response && new Uint8Array(await response.arrayBuffer());
  },
  async put(sha256, bytes) {
    const cache = await open();
    // Full storage is no reason to fail: the model is in memory already.
    return cache
      ? cache.put(address(sha256), new Response(bytes)).then(
          () => true,
          () => false,
        )
      : false;
  },
  async remove(sha256) {
    await (await open())?.delete(address(sha256));
  },
};

/** Cache Storage, where the page may use it: not in an insecure context, nor where the user forbids it. */
async function open(): Promise<Cache | undefined> {
  return globalThis.caches?.open(NAME).catch(() => undefined);
}

/** A key must look like an address; this one is never fetched. */
function address(sha256: string): string {
  return `https://models.invalid/sha256/${sha256}`;
}

/** Runs `action` while no other tab does so for the same name, where the browser has locks. */
export async function oneTabAtOnce<T>(
  name: string,
  signal: AbortSignal | undefined,
  action: () => Promise<T>,
): Promise<T> {
  if (!globalThis.navigator?.locks) return action();
  return navigator.locks.request(`${NAME}/${name}`, { signal }, action) as Promise<T>;
}
