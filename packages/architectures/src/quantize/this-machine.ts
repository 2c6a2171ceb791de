import { arch, availableParallelism, cpus, platform, release, totalmem } from "node:os";
import { versions } from "node:process";
import type { Measured } from "@tiny-cats/schema";

/** The machine, for reports. */
export function thisMachine(): Measured["hardware"] {
  return {
    cpu: cpus()[0]?.model ?? null,
    cores: availableParallelism(),
    memory_bytes: totalmem(),
    os: `${platform()} ${release()} ${arch()}`,
  };
}

/** Versions of what took part, for reports. */
export function versionsWith(runtime: string): Record<string, string> {
  const [name, version] = runtime.split(" ");
  return { node: versions.node, ...(name && version && { [name]: version }) };
}
