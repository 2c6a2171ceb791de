import { readFileSync } from "node:fs";
import type { MemoryReader } from "../subject/benchmark-subject.ts";

/**
 * Resident memory of this process. Linux is asked through /proc: what getrusage calls the maximum there may be that of the process which
 * started this one (it survives exec).
 */
export const residentMemory: MemoryReader = {
  read() {
    const status = process.platform === "linux" ? readStatus() : undefined;
    return status ?? { resident: process.memoryUsage.rss(), peak: process.resourceUsage().maxRSS * 1024 };
  },
};

function readStatus() {
  try {
    const text = readFileSync("/proc/self/status", "utf8");
    const kilobytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(text)![1]);
    return { resident: kilobytes("VmRSS") * 1024, peak: kilobytes("VmHWM") * 1024 };
  } catch {
    return undefined;
  }
}
