import { createHash, randomBytes } from "node:crypto";
import type { ApiKey } from "./api-key.ts";
import { parseKeys } from "./parse-keys.ts";

export interface CreateKeyOptions {
  /** Requests a minute; the server's own setting unless told. */
  requestsPerMinute?: number;
}

/**
 * A new API key of 256 random bits: `key` goes to who will use it and is kept nowhere, `entry` goes into the keys file. Of so many bits a
 * plain SHA-256 gives nothing away, so that a slow hash would only cost the server time.
 *
 * @param id letters, digits and _ . @ -, at most 64
 * @throws TinyCatsError "invalid-keys" for another id, or a limit that is no whole number from 1
 */
export function createKey(id: string, { requestsPerMinute }: CreateKeyOptions = {}): { key: string; entry: ApiKey } {
  const key = `tc_${randomBytes(32).toString("base64url")}`;
  const [entry] = parseKeys([
    {
      id,
      sha256: createHash("sha256").update(key).digest("hex"),
      ...(requestsPerMinute !== undefined && { requests_per_minute: requestsPerMinute }),
    },
  ]);
  return { key, entry };
}
