import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** Kills a process while it is writing `path`, and returns the names it left in the folder. */
export async function leavePartial(folder: string, path: string): Promise<string[]> {
  const program = `
    import { writeFileAtomic } from "@tiny-cats/files";
    import { setTimeout as sleep } from "node:timers/promises";
    await writeFileAtomic(${JSON.stringify(path)}, (async function* () { for (;;) { yield new Uint8Array(8); await sleep(5); } })());`;
  const package_ = fileURLToPath(new URL("../..", import.meta.url));
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], { cwd: package_, stdio: "ignore" });
  let left: string[] = [];
  while (left.length === 0 && child.exitCode === null) {
    await sleep(10);
    left = (await readdir(folder)).filter((name) => name.startsWith("."));
  }
  child.kill("SIGKILL");
  await once(child, "exit");
  return left;
}
