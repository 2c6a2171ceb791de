import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

type Ending = "dispose" | "exit";

/** How processes ended, and what they printed, that ended a thread or themselves while it called native code; by their number. */
export function endRepeatedly(ending: Ending, times: number): Record<string, number> {
  const counts: Record<string, number> = {};
  for (let time = 0; time < times; time++) {
    const program = fileURLToPath(new URL("./end-while-running.ts", import.meta.url));
    const { status, signal, stdout, stderr } = spawnSync(
      process.execPath,
      ["--disable-warning=ExperimentalWarning", program, ending],
      { encoding: "utf8" },
    );
    const how = [signal ?? status, stdout, stderr].join(" ").trim();
    counts[how] = (counts[how] ?? 0) + 1;
  }
  return counts;
}
