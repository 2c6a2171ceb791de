import { arch, cpus, platform } from "node:os";
import { version } from "node:process";
import type { TrainingCheckpoint } from "@tiny-cats/schema";

/** What the bits of a run depend on beside its settings. */
export function environment(runtime: string, threads: number | undefined): TrainingCheckpoint["environment"] {
  return {
    threads: threads ?? null,
    runtime,
    node: version,
    platform: `${platform()}-${arch()}`,
    cpu: cpus()[0]?.model.trim() ?? "unknown",
  };
}
