import { availableParallelism, cpus, release, totalmem, type } from "node:os";

/** When, on what and with what something was measured. */
export function provenance(...versions: string[]): string {
  const date = new Date().toISOString().slice(0, 10);
  const hardware = `${cpus()[0]?.model.trim()} (${availableParallelism()} threads), ${Math.round(totalmem() / 1e9)} GB`;
  const system = `${type()} ${release().split(".").slice(0, 2).join(".")}, Node ${process.versions.node}`;
  return [date, hardware, system, ...versions].join(", ");
}
