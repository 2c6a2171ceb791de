import { basename } from "node:path";
import { type Model, writeModelChunks } from "@tiny-cats/onnx";
import { type WrittenFile, writeHashed } from "./write-hashed.ts";

/** Protobuf's limit is 2 GiB; the nodes take their part. */
const MOST_INSIDE = 1_900_000_000;

/** Writes a model as `path` within a folder, past 2 GB with its weights in `<path>_data` beside it. Throws as `writeFileAtomic`. */
export async function writeGraph(
  folder: string,
  path: string,
  model: Model,
  { signal, onBytes }: { signal?: AbortSignal; onBytes?: (bytes: number, total: number) => void } = {},
): Promise<WrittenFile[]> {
  const size = [...model.graph.initializers.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
  const location = `${basename(path)}_data`;
  const encoded = writeModelChunks(model, size > MOST_INSIDE ? { external: { location } } : {});
  const total = encoded.model.size + (encoded.external?.size ?? 0);
  const files: WrittenFile[] = [];
  const write = async (name: string, chunks: readonly Uint8Array[]) => {
    const before = files.reduce((sum, { bytes }) => sum + bytes, 0);
    const file = await writeHashed(folder, name, chunks, {
      ...(signal && { signal }),
      ...(onBytes && { onBytes: (bytes) => onBytes(before + bytes, total) }),
    });
    files.push(file);
  };
  await write(path, encoded.model.chunks);
  if (encoded.external) await write(`${path}_data`, encoded.external.chunks);
  return files;
}
