import { basename, dirname, join } from "node:path";
import { readJsonBounded } from "@tiny-cats/files";
import { configInMetadata } from "../config-in-metadata.ts";
import { isThere } from "./is-there.ts";

type Config = Readonly<Record<string, unknown>>;

/** More than any config.json has. */
const MOST = 2 ** 24;

/**
 * What is known of a model beside its tensors: what was told, over the config.json beside a safetensors file or a pytorch_model.bin, over
 * the "config" in its metadata. Throws as `readJsonBounded`.
 */
export async function configOf(
  path: string,
  metadata: ReadonlyMap<string, string>,
  told: Config | undefined,
): Promise<Config | undefined> {
  const beside = join(dirname(path), "config.json");
  const mayHave = /\.safetensors(\.index\.json)?$/.test(path) || basename(path) === "pytorch_model.bin";
  const fromFile = mayHave && (await isThere(beside)) ? await readJsonBounded(beside, { maxBytes: MOST }) : undefined;
  const all = [configInMetadata(metadata), fromFile, told].filter(isObject);
  return all.length > 0 ? Object.assign({}, ...all) : undefined;
}

function isObject(value: unknown): value is Config {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
