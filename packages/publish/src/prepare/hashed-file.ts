import { stat } from "node:fs/promises";
import { join } from "node:path";
import { sha256File } from "@tiny-cats/files";
import type { Manifest } from "@tiny-cats/schema";

type Entry = Manifest["files"][number];

/** What a manifest says of a file in the model's folder. */
export async function hashedFile(
  folder: string,
  path: string,
  role: Entry["role"],
  { dtype, signal }: { dtype?: Entry["dtype"]; signal?: AbortSignal } = {},
): Promise<Entry> {
  const file = join(folder, path);
  const sha256 = await sha256File(file, signal ? { signal } : {});
  return { path, role, bytes: (await stat(file)).size, sha256, ...(dtype && { dtype }) };
}
