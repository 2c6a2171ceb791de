import { architectures, parseConfig } from "@tiny-cats/architectures";
import { encodeSafetensors, type TensorData } from "@tiny-cats/checkpoint";
import { readFileBounded, sha256 } from "@tiny-cats/files";
import { readModel } from "@tiny-cats/onnx";

/** A graph beyond this is not held in memory twice. */
const LARGEST = 2 ** 30;
const DTYPES: Readonly<Record<string, "f32" | "f16">> = { float32: "f32", float16: "f16" };

/**
 * A model.safetensors made again of the weights in its graph, if it comes out as the very file with that hash; undefined where it does not. Throws the
 * signal's reason, and what reading the graph throws.
 */
export async function rebuildWeights(
  graph: string,
  {
    architecture,
    config,
    sha256: wanted,
    bytes,
  }: { architecture: string; config: unknown; sha256: string; bytes: number },
  { signal }: { signal?: AbortSignal } = {},
): Promise<Uint8Array | undefined> {
  const known = architectures[architecture.replaceAll("_", "-")];
  if (!known || bytes > LARGEST) return undefined;
  const model = readModel(await readFileBounded(graph, { maxBytes: 2 * LARGEST, ...(signal && { signal }) }));
  let names: Iterable<string>;
  try {
    names = known.tensors(parseConfig(known, config)).keys();
  } catch {
    return undefined;
  }
  const tensors = new Map<string, TensorData>();
  for (const name of names) {
    const tensor = model.graph.initializers.get(name);
    const dtype = tensor && DTYPES[tensor.dtype];
    if (!dtype) return undefined;
    tensors.set(name, { dtype, shape: tensor.shape as number[], data: new Uint8Array(tensor.bytes) } as TensorData);
  }
  const { opset, ...own } = Object.fromEntries(model.metadata);
  const told: Record<string, string>[] = [{ format: "pt" }, {}, { format: "pt", ...own }];
  for (const metadata of told) {
    signal?.throwIfAborted();
    const { size, chunks } = encodeSafetensors(tensors, { metadata });
    if (size !== bytes) continue;
    const made = new Uint8Array(size);
    let at = 0;
    for await (const chunk of chunks) {
      made.set(chunk, at);
      at += chunk.length;
    }
    if (sha256(made) === wanted) return made;
  }
  return undefined;
}
