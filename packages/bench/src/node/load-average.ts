import { loadavg, platform } from "node:os";

/** Load averages over 1, 5 and 15 minutes; undefined where the system has none. */
export function loadAverage(): number[] | undefined {
  return platform() === "win32" ? undefined : loadavg().map((load) => Math.round(load * 100) / 100);
}
