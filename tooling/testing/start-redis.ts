import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "./temporary-folder.ts";

/** A redis-server of a test's own. */
export interface TestRedis {
  url: string;
  port: number;
  /** Ends it at once, in the middle of whatever it does. */
  kill(): Promise<void>;
  /** Starts it again with what it wrote down. */
  start(): Promise<void>;
  /** Has it hang, and go on. */
  signal(name: "SIGSTOP" | "SIGCONT"): void;
}

export interface TestRedisOptions {
  password?: string;
  /** Options of redis-server by name, values with spaces between them; beside them it writes all down and throws nothing away. */
  options?: Record<string, string>;
}

/** Whether there is a redis-server here; CI on Linux has to have one. */
export const hasRedis = spawnSync("redis-server", ["--version"]).status === 0;
if (!hasRedis && process.env.CI && process.platform === "linux")
  throw new Error("no redis-server was found, and CI never skips the tests that need one");

/** Starts a redis-server on loopback with a folder of its own, ended with the running test. */
export async function startRedis({ password, options = {} }: TestRedisOptions = {}): Promise<TestRedis> {
  const folder = temporaryFolder();
  const port = await freePort();
  const own = { port, bind: "127.0.0.1", dir: folder, save: "", appendonly: "yes", "maxmemory-policy": "noeviction" };
  const fixed = Object.entries({ ...own, ...(password && { requirepass: password }) }).filter(
    ([name]) => !(name in options),
  );
  const given = Object.entries(options).flatMap(([name, values]) => [`--${name}`, ...values.split(" ")]);
  const args = [...fixed.flatMap(([name, value]) => [`--${name}`, String(value)]), ...given];
  let server: ChildProcess | undefined;

  async function start(): Promise<void> {
    const child = spawn("redis-server", args, { stdio: ["ignore", "pipe", "inherit"] });
    server = child;
    await new Promise<void>((resolve, reject) => {
      let output = "";
      child.stdout.on("data", (data) => {
        output += data;
        if (output.includes("Ready to accept connections")) resolve();
      });
      child.once("close", () => reject(new Error(`redis-server ended: ${output}`)));
    });
  }

  async function kill(): Promise<void> {
    const child = server;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const closed = once(child, "close");
    child.kill("SIGKILL");
    await closed;
  }

  await start();
  onTestFinished(kill);
  return {
    url: `redis://${password ? `:${password}@` : ""}127.0.0.1:${port}`,
    port,
    kill,
    start,
    signal: (name) => void server?.kill(name),
  };
}

/** A port of loopback that is free at the moment. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
