import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { startHub } from "../start-hub.ts";
import { file, header, ndjson } from "../testing/open-hub.ts";

const SCRIPT = join(import.meta.dirname, "..", "testing", "serve.ts");
const TOKEN = { Authorization: "Bearer hf_local" };
const BODY = ndjson([
  header("whole"),
  ...Array.from({ length: 300 }, (_, i) => file(`d/f${i}`, `${i} `.repeat(2_000))),
]);

async function serve(dir: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", SCRIPT, dir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [line] = await once(child.stdout!, "data");
  return { child, url: String(line).trim() };
}

function post(url: string, body: string) {
  const { hostname, port, pathname } = new URL(url);
  const sent = request({
    host: hostname,
    port,
    path: pathname,
    method: "POST",
    headers: { ...TOKEN, "Content-Length": body.length },
  });
  sent.on("error", () => {});
  return sent;
}

/** Files at the head of main, as a new emulator on the same folder reads them. */
async function look(dir: string): Promise<string[]> {
  await using hub = await startHub({ dir });
  const answer = await fetch(`${hub.url}/api/models/local/cats/tree/main?recursive=true`);
  const entries = (await answer.json()) as { path: string; type: string }[];
  const files = entries.filter(({ type }) => type === "file").map(({ path }) => path);
  if (files.length > 1) {
    const last = await fetch(`${hub.url}/local/cats/resolve/main/d/f299`);
    expect(await last.text()).toBe("299 ".repeat(2_000));
  }
  return files;
}

test("kill -9 while a commit's body is on its way leaves the old state, and the next start clears up", async () => {
  const dir = temporaryFolder();
  const { child, url } = await serve(dir);
  await fetch(`${url}/api/repos/create`, { method: "POST", headers: TOKEN, body: '{"name":"cats"}' });
  const sent = post(`${url}/api/models/local/cats/commit/main`, BODY);
  sent.write(BODY.slice(0, BODY.length / 2));
  const objects = join(dir, "models/local/cats/objects");
  const unfinished = () => readdirSync(objects).filter((name) => !name.endsWith(".pack"));
  while (unfinished().length === 0) await setTimeout(5);
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(unfinished()).toHaveLength(1);
  expect(await look(dir)).toEqual([".gitattributes"]);
  expect(unfinished()).toEqual([]);
});

test("kill -9 around the end of a commit leaves the old state or the new one, whole", async () => {
  const outcomes = new Set<number>();
  for (const delay of [0, 3, 6, 12, 25, 1_000]) {
    const dir = temporaryFolder();
    const { child, url } = await serve(dir);
    await fetch(`${url}/api/repos/create`, { method: "POST", headers: TOKEN, body: '{"name":"cats"}' });
    const sent = post(`${url}/api/models/local/cats/commit/main`, BODY);
    const answered = once(sent, "response").catch(() => undefined);
    await new Promise((resolve) => sent.end(BODY, () => resolve(undefined)));
    await Promise.race([setTimeout(delay), answered]);
    child.kill("SIGKILL");
    await once(child, "exit");
    const files = await look(dir);
    expect([1, 301]).toContain(files.length);
    outcomes.add(files.length);
    expect(JSON.parse(readFileSync(join(dir, "models/local/cats/refs.json"), "utf8"))).toHaveProperty("branches.main");
  }
  expect(outcomes).toContain(301);
}, 60_000);
