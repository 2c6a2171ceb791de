import { findModel, type ModelSource } from "@tiny-cats/core/web";
import { TinyCatsError } from "@tiny-cats/schema/errors";

/** A graph's bytes, and what of it goes into a report. */
export interface ReadGraph {
  bytes: Uint8Array;
  model: { name: string; file: string; sha256: string; bytes: number; dtype?: string };
}

/**
 * Reads a graph: bytes as they are, the address of an .onnx file, or a model by its manifest.
 *
 * @throws TinyCatsError "download-failed", "no-web-crypto", and what findModel throws
 */
export async function readGraph(
  source: Uint8Array | ModelSource,
  { signal }: { signal?: AbortSignal },
): Promise<ReadGraph> {
  if (source instanceof Uint8Array) return described(source.slice(), "model.onnx");
  const embedded = typeof source === "object" && "manifest" in source;
  const url = embedded ? undefined : new URL(source, globalThis.location?.href);
  if (url?.pathname.endsWith(".onnx")) {
    const response = await fetch(url, { ...(signal && { signal }) }).catch((cause) => {
      signal?.throwIfAborted();
      throw failed(url, "could not be reached", cause);
    });
    if (!response.ok) throw failed(url, `answered ${response.status}`, undefined);
    return described(new Uint8Array(await response.arrayBuffer()), url.pathname.split("/").pop()!);
  }
  const { manifest, graph, read } = await findModel(source, { ...(signal && { signal }) });
  const bytes = await read();
  const file = manifest.files.find(({ sha256 }) => sha256 === graph.sha256)!;
  const { dtype } = file;
  const model = { name: manifest.name, file: file.path, sha256: graph.sha256, bytes: file.bytes };
  return { bytes, model: dtype ? { ...model, dtype } : model };
}

async function described(bytes: Uint8Array<ArrayBuffer>, file: string): Promise<ReadGraph> {
  if (!globalThis.crypto?.subtle) {
    throw new TinyCatsError("no-web-crypto", "the page can't hash the model", {
      remedy: "serve the page over https, or from localhost",
    });
  }
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return { bytes, model: { name: file.replace(/\.onnx$/, ""), file, sha256, bytes: bytes.length } };
}

function failed(url: URL, what: string, cause: unknown): TinyCatsError {
  return new TinyCatsError("download-failed", `${url.origin}${url.pathname} ${what}`, {
    value: url.href,
    remedy: "give the address of an .onnx file, or of a model's folder",
    cause,
  });
}
