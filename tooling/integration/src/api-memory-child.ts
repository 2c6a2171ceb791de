// Serves the embedded models, and tells the memory of its process when asked to.
import { readFileSync, writeFileSync } from "node:fs";
import { startApi } from "@tiny-cats/api";
import { classifier, generator } from "@tiny-cats/models";

const api = await startApi({
  models: { classifier: { source: classifier }, generator: { source: generator } },
  classifyDeadlineMs: 60_000,
});
process.on("message", () => process.send?.(memory()));
process.on("disconnect", () => process.exit());
process.send?.({ url: api.url.href });

/** In MB. The peak is that since the last call on Linux, elsewhere that since the beginning, which bounds it as well. */
function memory(): { now: number; peak: number } {
  const now = process.memoryUsage.rss() / (1 << 20);
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
    writeFileSync("/proc/self/clear_refs", "5");
    return { now, peak: Number(kilobytes) / 1024 };
  } catch {
    return { now, peak: process.resourceUsage().maxRSS / 1024 };
  }
}
