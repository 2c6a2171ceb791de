import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** The program as it is built and installed. */
export const BIN = fileURLToPath(new URL("../../dist/main.js", import.meta.url));

export interface StartOptions {
  cwd?: string;
  env?: Record<string, string>;
}

/** Starts the built program in a process of its own, with an environment of its own. */
export function start(argv: readonly string[], { cwd, env = {} }: StartOptions = {}): ChildProcessWithoutNullStreams {
  const { PATH = "", SystemRoot = "", HOME = "" } = process.env;
  return spawn(process.execPath, [BIN, ...argv], {
    cwd,
    env: { PATH, SystemRoot, HOME, XDG_CONFIG_HOME: "/nowhere", ...env },
  });
}

/** What a process printed, once it has ended, and how it ended. */
export async function ended(
  child: ChildProcessWithoutNullStreams,
): Promise<{ code: number | null; signal: string | null; stdout: Buffer; stderr: string }> {
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on("data", (chunk) => stdout.push(chunk));
  child.stderr.on("data", (chunk) => stderr.push(chunk));
  const [code, signal] = await once(child, "close");
  return { code, signal, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString("utf8") };
}
