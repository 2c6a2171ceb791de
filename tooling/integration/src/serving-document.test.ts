import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { decodePng } from "@tiny-cats/core/png";
import { expect, onTestFinished, test } from "vitest";
import { SERVE_OPTIONS } from "../../../apps/cli/src/commands/serve/spec.ts";
import { parseArgv } from "../../../apps/cli/src/table/parse-argv.ts";
import { fakeIo } from "../../../apps/cli/src/testing/fake-io.ts";
import { optionTable } from "../../../apps/cli/src/testing/option-table.ts";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import { commandsOf } from "./workflows/commands-of.ts";
import { ROOT } from "./workflows/world.ts";

const text = readFileSync(join(ROOT, "docs", "serving.md"), "utf8");
const squeezed = (text: string) => text.replace(/ {2,}/g, " ").replace(/-{3,}/g, "---");

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

interface World {
  cwd: string;
  env: Record<string, string>;
}

function bash(script: string, world: World) {
  return spawn("bash", ["--noprofile", "--norc", "-euo", "pipefail", "-c", script], world);
}

async function ended(child: ReturnType<typeof bash>): Promise<{ code: number | null; output: string }> {
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const [code] = await once(child, "close");
  return { code, output };
}

/** A folder with a photo and Hugging Face's client, and a home where nothing is; npm has nothing to do, for all is there. */
function readersWorld(port: number): World {
  const cwd = temporaryFolder();
  copyFileSync(join(ROOT, "tooling", "fixtures", "chelsea.png"), join(cwd, "cat.jpg"));
  const client = dirname(createRequire(import.meta.url).resolve("@huggingface/inference/package.json"));
  mkdirSync(join(cwd, "node_modules", "@huggingface"), { recursive: true });
  symlinkSync(client, join(cwd, "node_modules", "@huggingface", "inference"));
  const shims = temporaryFolder();
  symlinkSync(join(ROOT, "apps", "cli", "dist", "main.js"), join(shims, "tiny-cats"));
  writeFileSync(join(shims, "npm"), "#!/bin/sh\n", { mode: 0o755 });
  const PATH = [shims, dirname(process.execPath), process.env.PATH].join(":");
  return { cwd, env: { PATH, HOME: temporaryFolder(), TINY_CATS_PORT: String(port) } };
}

test("every command of the document does what it says, one after the other", async () => {
  const port = await freePort();
  const world = readersWorld(port);
  const ours = (script: string) => script.replaceAll("8812", String(port));
  const said: string[] = [];
  let server: ReturnType<typeof bash> | undefined;
  let log = "";
  for (const { line, script } of commandsOf(text)) {
    if (script.startsWith("tiny-cats serve")) {
      server = bash(`exec ${ours(script)}`, world);
      onTestFinished(() => void server?.kill("SIGKILL"));
      server.stderr.on("data", (chunk) => (log += chunk));
      const [url] = await once(createInterface({ input: server.stdout }), "line");
      expect(url).toBe(`http://127.0.0.1:${port}/`);
      continue;
    }
    const { code, output } = await ended(bash(ours(script), world));
    expect(code, `line ${line}:\n${output}`).toBe(0);
    said.push(output);
  }
  expect(said[1]).toMatch(/"predictions":\[\{.*"cat_probability":0\.\d+/);
  expect(said[2]).toMatch(/^data: \{"picture":0,"step":1,/m);
  expect(said[2]).toMatch(/^data: \{"drawings":\[/m);

  writeFileSync(join(world.cwd, "ask.mjs"), ours(/^```js\n(.*?)^```$/ms.exec(text)![1]));
  const asked = await ended(bash("node ask.mjs", world));
  expect(asked).toMatchObject({ code: 0, output: expect.stringMatching(/^[A-Z][A-Za-z ]+ 0\.\d+\n$/) });
  const pixels = async (name: string) => (await decodePng(readFileSync(join(world.cwd, name)))).data;
  expect(await pixels("prompted.png")).toEqual(await pixels("bengal.png"));
  expect(existsSync(join(world.env.HOME, ".cache"))).toBe(false);

  const documented = [...text.matchAll(/^\| `((?:tiny_cats|nodejs|process)_\w+)`/gm)].map(([, name]) => name);
  expect(documented.length).toBeGreaterThan(6);
  for (const name of documented) expect(said.at(-1)).toContain(`# TYPE ${name} `);
  const answered = log
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(new Set(answered.map(({ status }) => status))).toEqual(new Set([200]));
  expect(answered.map(({ path }) => path)).toContain("/models/{id}");
  expect(Object.keys(answered[0]).sort()).toEqual([
    "event",
    "level",
    "method",
    "ms",
    "path",
    "request_id",
    "status",
    "time",
  ]);

  server!.kill("SIGTERM");
  expect(await once(server!, "exit")).toEqual([0, null]);
}, 120_000);

test("the table of configuration is that of the command", () => {
  expect(squeezed(text)).toContain(squeezed(optionTable(SERVE_OPTIONS)));
});

test("commands that are shown and not run here are understood, and options that are named are there", () => {
  const lines = [...text.matchAll(/^tiny-cats (.+)$/gm)].map(([, line]) => line);
  expect(lines.length).toBeGreaterThan(4);
  for (const line of lines) expect(() => parseArgv(line.split(" "), fakeIo(), { version: "1" }), line).not.toThrow();
  const known = ["--config", ...SERVE_OPTIONS.map(({ name }) => `--${name}`)];
  for (const [, option] of text.matchAll(/`(--[a-z-]+)`/g)) expect(known).toContain(option);
});

test("what it says of defaults is so", () => {
  const of = (wanted: string) => SERVE_OPTIONS.find(({ name }) => name === wanted) as { default?: unknown };
  expect(text).toContain(`http://127.0.0.1:${of("port").default}/`);
  expect(text).toContain(`for ${Number(of("drain-ms").default) / 1000} s at most`);
  expect(text).toContain(`client_max_body_size ${Number(of("max-body-bytes").default) >> 20}m;`);
  expect(Number(of("draw-deadline-ms").default) / 1000).toBeLessThan(
    Number(/proxy_read_timeout (\d+)s/.exec(text)![1]),
  );
});

test("links lead to files that are there", () => {
  for (const [, path] of text.matchAll(/\]\(([^)#]+)\)/g))
    expect(existsSync(join(ROOT, "docs", path)), path).toBe(true);
});
