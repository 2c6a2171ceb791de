import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

export interface Measured {
  /** Seconds from start to end. */
  seconds: number;
  /** Largest resident memory in bytes, as Linux counted it until shortly before the end; undefined elsewhere. */
  peak: number | undefined;
  /** The end of what it wrote to standard error. */
  said: string;
}

const LOOK_MS = 25;

/** Runs a command to its end; one that fails is an error that holds what it said. */
export function runMeasured([command, ...args]: readonly string[], env: NodeJS.ProcessEnv): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(command, args, { env, stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    let peak: number | undefined;
    child.stderr.setEncoding("utf8").on("data", (text) => {
      said = (said + text).slice(-4000);
    });
    const looking = setInterval(() => {
      peak = largestMemory(child.pid!) ?? peak;
    }, LOOK_MS);
    child.once("error", reject);
    child.once("close", (status) => {
      clearInterval(looking);
      const seconds = (performance.now() - start) / 1000;
      if (status === 0) resolve({ seconds, peak, said });
      else reject(new Error(`${command} ${args.join(" ")} ended with ${status}: ${said}`));
    });
  });
}

function largestMemory(pid: number): number | undefined {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}
