import * as v from "valibot";

const apiKeyShape = v.strictObject({
  /** Names who holds it, in metrics of the one who runs the server and in nothing that is logged. */
  id: v.pipe(v.string(), v.regex(/^[\w.@-]{1,64}$/)),
  /** Of the key as it is sent, in hexadecimal digits. */
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /** Requests a minute; the server's own setting where it is left out. */
  requests_per_minute: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000))),
});

/** An API key at rest: who holds it and its hash, never the key. */
export type ApiKey = v.InferOutput<typeof apiKeyShape>;

/** A keys file: at most 10,000 keys, ids and hashes each once. */
export const apiKeysShape = v.pipe(
  v.array(apiKeyShape),
  v.maxLength(10_000),
  v.check((keys) => once(keys.map(({ id }) => id)), "ids that differ"),
  v.check((keys) => once(keys.map(({ sha256 }) => sha256)), "hashes that differ"),
);

function once(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}
