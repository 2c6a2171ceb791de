// node increment.ts <folder> <times>: adds 1 to the number in <folder>/counter, each time under the lock. Exit code 3: someone else was inside.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { newHolder, parseHolder } from "../lock/lock-holder.ts";
import { withLock } from "../lock/with-lock.ts";
import { isRunning } from "../process/process-identity.ts";

const [folder, times] = process.argv.slice(2);
const counter = join(folder, "counter");
const inside = join(folder, "inside");

/** A mark that a killed process may leave, and a living one never. */
function enter(): void {
  try {
    writeFileSync(inside, JSON.stringify(newHolder()), { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    const other = parseHolder(readFileSync(inside, "utf8"));
    if (other && isRunning(other)?.running) process.exit(3);
    rmSync(inside);
    enter();
  }
}

for (let i = 0; i < Number(times); i++) {
  await withLock(join(folder, "lock"), async () => {
    enter();
    const count = Number(readFileSync(counter, "utf8"));
    // Long enough for another process to come in between, were it let in.
    await setTimeout(1);
    writeFileSync(counter, String(count + 1));
    rmSync(inside);
  });
  process.stdout.write(".");
}
