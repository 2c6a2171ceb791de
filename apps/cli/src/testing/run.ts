import { fileURLToPath } from "node:url";
import { runCli } from "../cli.ts";
import { type FakeIoOptions, fakeIo } from "./fake-io.ts";

/** The one photo of the project: a tabby cat, 451x300. */
export const CHELSEA = fileURLToPath(new URL("../../../../tooling/fixtures/chelsea.png", import.meta.url));

/** Runs a command line in this process; returns what it printed and the status it ended with. */
export async function run(argv: readonly string[], options: FakeIoOptions = {}) {
  const io = fakeIo(options);
  const code = await runCli(argv, io);
  return { code, stdout: io.stdout.text(), bytes: io.stdout.bytes(), stderr: io.stderr.text() };
}

/** The same, for a command that prints JSON. */
export async function runJson(argv: readonly string[], options: FakeIoOptions = {}) {
  const result = await run([...argv, "--format", "json"], options);
  return { ...result, data: JSON.parse(result.stdout) };
}
