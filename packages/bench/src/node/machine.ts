import { availableParallelism, cpus, loadavg, platform, release, totalmem, type } from "node:os";
import type { BenchmarkReport } from "@tiny-cats/schema";

/** This machine, without its name. */
export function machine(): BenchmarkReport["measured"]["hardware"] {
  const [major, minor] = release().split(".");
  return {
    cpu: cpus()[0]?.model.trim() || null,
    cores: availableParallelism(),
    memory_bytes: totalmem(),
    os: `${type()} ${major}${minor === undefined ? "" : `.${minor}`} ${process.arch}`,
  };
}

/** Load averages over 1, 5 and 15 minutes; undefined where the system has none. */
export function loadAverage(): number[] | undefined {
  return platform() === "win32" ? undefined : loadavg().map((load) => Math.round(load * 100) / 100);
}
