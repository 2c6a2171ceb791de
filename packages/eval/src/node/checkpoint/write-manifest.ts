import { join } from "node:path";
import { BREEDS } from "@tiny-cats/core";
import { writeFileAtomic } from "@tiny-cats/files";
import { type Manifest, parseManifest } from "@tiny-cats/schema";
import type { Converted } from "./with-converted.ts";

/** What is particular to a task in a manifest. */
type TaskPart = Pick<Manifest, "task" | "inputs" | "outputs"> & Readonly<Record<string, unknown>>;

/** Writes beside a checkpoint's graph the manifest that it lacks: the project's labels, and what is told of the task. */
export async function writeManifest(
  { folder, graph, architecture, weights }: Converted,
  part: TaskPart,
  { signal }: { signal?: AbortSignal } = {},
): Promise<void> {
  const manifest = parseManifest({
    schema: "tiny-cats/manifest",
    version: 1,
    name: `checkpoint-${weights}`,
    architecture,
    license: "LicenseRef-unknown",
    labels: BREEDS.map(({ label }) => label),
    files: [{ ...graph, role: "model", dtype: "float32" }],
    ...part,
  });
  await writeFileAtomic(join(folder, "tiny-cats.json"), JSON.stringify(manifest), { signal });
}
