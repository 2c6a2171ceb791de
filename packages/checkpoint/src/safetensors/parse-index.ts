import { corruptIndex } from "../errors.ts";
import type { Limits } from "../limits.ts";
import { parseStrictJson } from "../parse-strict-json.ts";
import { quote } from "../quote.ts";

interface ShardIndex {
  /** From a tensor's name to its shard's file name. */
  weightMap: Map<string, string>;
  metadata: Map<string, string>;
}

/**
 * Reads a model.safetensors.index.json as Hugging Face writes it. Metadata that is no text is kept as JSON.
 *
 * @throws TinyCatsError "corrupt-index", "checkpoint-too-large".
 */
export function parseIndex(bytes: Uint8Array, limits: Readonly<Limits>): ShardIndex {
  const object = parseStrictJson(bytes, limits, corruptIndex) as { weight_map?: unknown; metadata?: unknown } | null;
  const { weight_map: map, metadata } = object ?? {};
  if (typeof map !== "object" || map === null || Array.isArray(map)) throw corruptIndex("it has no weight_map");
  const weightMap = new Map<string, string>();
  for (const [name, file] of Object.entries(map)) {
    if (typeof file !== "string" || !/\.safetensors$/.test(file)) {
      throw corruptIndex(`${quote(name)} is in no safetensors file`, file);
    }
    weightMap.set(name, file);
  }
  const texts = Object.entries(metadata ?? {}).map(([key, value]): [string, string] => [
    key,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return { weightMap, metadata: new Map(texts) };
}
