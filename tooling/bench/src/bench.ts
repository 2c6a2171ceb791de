// Every bench in turn, each in a process of its own.
import { spawnSync } from "node:child_process";
import { join } from "node:path";

for (const bench of [
  "classify",
  "draw",
  "resize",
  "processes",
  "event-loop",
  "memory",
  "hub",
  "convert",
  "frechet",
  "web",
  "api",
  "bench-error",
]) {
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, `${bench}.ts`)], { stdio: "inherit" });
  console.log();
  if (status !== 0) process.exitCode = 1;
}
