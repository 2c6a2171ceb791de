import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type HubServer, type HubUser, startHub } from "@tiny-cats/hub-emulator";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import type { FakeIoOptions } from "./fake-io.ts";
import { run, runJson } from "./run.ts";

/** Tokens that must never be seen in anything that is printed. */
export const CANARY = "hf_CanaryCanaryCanary0123456789abcdef";
export const READER = "hf_ReaderReaderReader0123456789abcdef";

const USERS: readonly HubUser[] = [
  { name: "ada", token: CANARY, role: "write", orgs: ["lab"] },
  { name: "bob", token: READER, role: "read" },
];

/** Small, so that a file of a megabyte is large. */
const LIMITS = { regularFile: 1 << 16, multipart: 1 << 18, part: 1 << 16 };

export interface TestHub {
  server: HubServer;
  /** The current folder of commands that are run; home is a folder beside what they make. */
  cwd: string;
  home: string;
  env: Record<string, string>;
  run(argv: readonly string[], options?: FakeIoOptions): ReturnType<typeof run>;
  runJson(argv: readonly string[], options?: FakeIoOptions): ReturnType<typeof runJson>;
}

/** A Hub of the running test's own, and commands that are run against it, with a token that may write. */
export async function testHub(): Promise<TestHub> {
  const cwd = temporaryFolder();
  const home = join(cwd, "home");
  await mkdir(home);
  const server = await startHub({ dir: join(cwd, "hub"), users: USERS, limits: LIMITS });
  onTestFinished(() => server.close());
  const env = { HF_ENDPOINT: server.url, HF_TOKEN: CANARY };
  const world = { cwd, home, env };
  return {
    server,
    ...world,
    run: (argv, options) => run(argv, { ...world, ...options }),
    runJson: (argv, options) => runJson(argv, { ...world, ...options }),
  };
}
