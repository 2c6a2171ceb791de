import { type Manifest, parseManifestText } from "@tiny-cats/schema";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import type { EmbeddedModel } from "../embedded-model.ts";
import type { ReadableModel } from "../worker/load-model.ts";
import { type DownloadProgress, download } from "./download.ts";
import { sha256 } from "./hash.ts";
import { modelCache, oneTabAtOnce } from "./model-cache.ts";

/** Where a model is: an embedded one, or the address of its folder or of its tiny-cats.json. */
export type ModelSource = EmbeddedModel | string | URL;

export interface FetchModelOptions {
  signal?: AbortSignal;
  onProgress?: (progress: DownloadProgress) => void;
  /** Whether the graph is kept in the browser for the next time; yes unless told. */
  cache?: boolean;
}

/**
 * Finds a model: fetches its manifest, and the graph only when it is read.
 *
 * @throws TinyCatsError "no-manifest", "download-failed", "model-file-missing", and what parseManifestText throws
 */
export async function findModel(source: ModelSource, options: FetchModelOptions = {}): Promise<ReadableModel> {
  const { manifest: address, files } = addresses(source);
  const manifest = await fetchManifest(address, options.signal);
  const graph = manifest.files.find(({ role }) => role === "model");
  if (!graph) {
    throw new TinyCatsError("model-file-missing", `${manifest.name} lists no graph to run`, {
      value: address.href,
      remedy: "use a model whose tiny-cats.json lists a file of role model",
    });
  }
  const url = files?.[graph.path] ?? new URL(graph.path, address);
  return { manifest, graph, read: () => readGraph(url, graph, options) };
}

function addresses(source: ModelSource): { manifest: URL; files?: EmbeddedModel["files"] } {
  if (typeof source === "object" && "manifest" in source) return source;
  const url = new URL(source, globalThis.location?.href);
  if (url.pathname.endsWith(".json")) return { manifest: url };
  return { manifest: new URL("tiny-cats.json", url.href.replace(/\/?$/, "/")) };
}

async function fetchManifest(url: URL, signal?: AbortSignal): Promise<Manifest> {
  const response = await fetch(url, { signal }).catch((cause) => {
    signal?.throwIfAborted();
    throw noManifest(url, "could not be reached", cause);
  });
  if (!response.ok) throw noManifest(url, `answered ${response.status}`, undefined);
  return parseManifestText(await response.text());
}

function noManifest(url: URL, what: string, cause: unknown): TinyCatsError {
  return new TinyCatsError("no-manifest", `the model's manifest ${url.origin}${url.pathname} ${what}`, {
    value: url.href,
    remedy: "give the address of a model's folder that holds a tiny-cats.json",
    cause,
  });
}

/** The graph's bytes from the browser's store or the network, held against the manifest's hash either way. */
async function readGraph(
  url: URL,
  { path, sha256: expected, bytes: total }: Manifest["files"][number],
  { signal, onProgress, cache = true }: FetchModelOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const kept = async () => {
    const bytes = cache ? await modelCache.get(expected) : undefined;
    if (!bytes) return undefined;
    if ((await sha256(bytes)) !== expected) {
      await modelCache.remove(expected);
      return undefined;
    }
    onProgress?.({ bytes: total, total, from: "cache" });
    return bytes;
  };
  const fetched = async () => {
    const bytes = await download(url, { total, signal, onProgress });
    const actual = await sha256(bytes);
    if (actual === expected) return bytes;
    throw new TinyCatsError("hash-mismatch", `${path} is not the file its manifest describes`, {
      value: { expected, actual, bytes: bytes.length },
      remedy: "the file is damaged or was changed: fetch the model again",
    });
  };
  // A second tab waits for the first one's download, and then finds it kept.
  return oneTabAtOnce(expected, signal, async () => {
    const known = await kept();
    if (known) return known;
    const bytes = await fetched();
    if (cache) await modelCache.put(expected, bytes);
    return bytes;
  });
}
