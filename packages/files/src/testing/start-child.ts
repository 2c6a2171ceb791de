import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { onTestFinished } from "vitest";

export interface Child {
  process: ChildProcess;
  pid: number;
  /** Resolves once the child has written this line. */
  says(line: string): Promise<void>;
  /** Exit code, or the signal's name; and all that it wrote. */
  ended: Promise<{ result: number | string; output: string }>;
}

/** Starts a script of this folder in a process of its own, ended with the test at the latest. `shell` may set limits before it, such as "ulimit -f 1". */
export function startChild(script: string, args: readonly (string | number)[], { shell = "" } = {}): Child {
  const command = [process.execPath, join(import.meta.dirname, `${script}.ts`), ...args.map(String)];
  const [file, ...rest] = shell ? ["sh", "-c", `${shell} && exec "$@"`, "sh", ...command] : command;
  const child = spawn(file, rest, { stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => void child.kill("SIGKILL"));

  let output = "";
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (data) => {
      output += data;
      for (const listener of listeners) listener();
    });
  }
  const ended = once(child, "close").then(([code, signal]) => ({ result: signal ?? code, output }));
  const says = (line: string) =>
    new Promise<void>((resolve, reject) => {
      const check = () => output.split("\n").includes(line) && resolve();
      listeners.add(check);
      check();
      ended.then(() => reject(new Error(`the child ended without saying "${line}": ${output}`)), reject);
    });
  return { process: child, pid: child.pid as number, says, ended };
}
