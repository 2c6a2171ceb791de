import { TinyCatsError } from "@tiny-cats/schema/errors";
import { bearerOf } from "./bearer-of.ts";
import type { KeyRing } from "./key-ring.ts";
import type { RateLimit } from "./rate-limit.ts";

/** Who asks. */
export interface Asker {
  /** Whose turn is used: an API key's id, or an address. */
  client: string;
  /** What the answer says of the client's limit. */
  headers?: Record<string, string>;
  /** Why the request is not answered. */
  refusal?: TinyCatsError;
}

export interface IdentifyOptions {
  /** The keys of now; undefined where everybody may ask. */
  keys(): KeyRing | undefined;
  limit: RateLimit;
  /** Requests a minute of a client without a limit of its own; 0 for as many as it likes. */
  requestsPerMinute: number;
}

/** Tells who asks by their key, or by their address where no keys are asked for, and counts the request. */
export function createIdentify({ keys, limit, requestsPerMinute }: IdentifyOptions) {
  return async function identify(request: Request, address: string): Promise<Asker> {
    const ring = keys();
    const key = ring && bearerOf(request);
    const entry = key === undefined ? undefined : ring?.find(key);
    if (ring && !entry) return { client: "", refusal: noKey(key !== undefined) };
    const client = entry ? `key ${entry.id}` : address;
    const most = entry?.requests_per_minute ?? requestsPerMinute;
    return { client, ...(most > 0 && (await limit.charge(client, most))) };
  };
}

function noKey(given: boolean): TinyCatsError {
  return new TinyCatsError(
    "invalid-api-key",
    given ? "this API key is not known here" : "this server wants an API key",
    {
      value: undefined,
      remedy: "send a key that whoever runs this server gave you, as Authorization: Bearer <key>",
    },
  );
}
