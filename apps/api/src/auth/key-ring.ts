import { createHash, timingSafeEqual } from "node:crypto";
import type { ApiKey } from "./api-key.ts";

/** The keys a server knows. */
export interface KeyRing {
  /** The entry of a key as it was sent. */
  find(key: string): ApiKey | undefined;
}

/** Compares with all keys, each in constant time, so that how long it takes says nothing of which there are. */
export function createKeyRing(keys: readonly ApiKey[]): KeyRing {
  const known = keys.map((entry) => ({ entry, hash: Buffer.from(entry.sha256, "hex") }));
  return {
    find(key) {
      const hash = createHash("sha256").update(key).digest();
      let found: ApiKey | undefined;
      for (const one of known) if (timingSafeEqual(one.hash, hash)) found = one.entry;
      return found;
    },
  };
}
