#!/usr/bin/env node
import { homedir } from "node:os";
import { basename, relative } from "node:path";
import { runCli } from "./cli.ts";
import { READER_GONE } from "./stop.ts";
import { stopAtSignals } from "./stop-at-signals.ts";

// onnxruntime-node reports its use to its makers, unless it is told not to before it is loaded.
process.env.ORT_DISABLE_TELEMETRY ??= "1";

const controller = new AbortController();

stopAtSignals(process, controller);

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  controller.abort(READER_GONE);
});
// With nobody left to talk to there is nothing to do about it either.
process.stderr.on("error", () => undefined);

const code = await runCli(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  secrets: new Set(),
  cwd: process.cwd(),
  home: homedir(),
  program: program(process.argv[1]),
  signal: controller.signal,
});

process.exitCode = code;
// Once all is written there is nothing to wait for but what runs natively, for which the process waits by itself.
process.stderr.write("", () => process.stdout.write("", () => process.exit(code)));

/** A script that is run by its path, as in a clone, is hinted at by its path. */
function program(script: string): string {
  if (!basename(script).startsWith("main.")) return "tiny-cats";
  const path = relative(process.cwd(), script);
  return `node ${/\s/.test(path) ? JSON.stringify(path) : path}`;
}
