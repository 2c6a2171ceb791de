import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../../testing/temporary-folder.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const PROGRAM = join(ROOT, "apps", "cli", "dist", "main.js");
const CHELSEA = join(ROOT, "tooling", "fixtures", "chelsea.png");

/** Starts the built program with nothing in its environment but PATH, an empty home and the emulator's token. */
function start(argv: readonly string[], cwd: string): ChildProcessWithoutNullStreams {
  const env = {
    PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
    HOME: temporaryFolder(),
    HF_TOKEN: "hf_local",
  };
  return spawn(process.execPath, [PROGRAM, ...argv], { cwd, env });
}

async function run(argv: readonly string[], cwd: string) {
  const child = start(argv, cwd);
  child.stdin.end();
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => (stdout += chunk));
  child.stderr.on("data", (chunk) => (stderr += chunk));
  const [code] = await once(child, "close");
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

/** Serves on a free port; gives the address. */
async function serveLocally(cwd: string): Promise<string> {
  const child = start(["hub", "serve", "--port", "0", "--format", "json"], cwd);
  onTestFinished(async () => {
    child.kill("SIGINT");
    if (child.exitCode === null) await once(child, "exit");
  });
  let said = "";
  for await (const chunk of child.stdout) {
    said += chunk;
    const [, url] = /"url": "([^"]+)"/.exec(said) ?? [];
    if (url !== undefined) return url;
  }
  throw new Error(`hub serve ended: ${said}`);
}

test("hub serve, publish, pull and classify, each with an empty home", { timeout: 600_000 }, async () => {
  const cwd = temporaryFolder();
  const hub = ["--hub", await serveLocally(cwd)];
  const published = await run(["publish", ...hub, "--repo", "me/tiny-cats", "-y"], cwd);
  expect(published).toMatchObject({
    repo_id: "me/tiny-cats",
    tag: expect.stringMatching(/^v\d+\.\d+\.\d+-\d{8}-\d{6}$/),
    gates: { passed: true },
    verification: { commit: published.commit, classified: { largest_gap: 0 }, drawn: expect.anything() },
  });
  const { tags, commit } = await run(["repo", "info", "me/tiny-cats", ...hub], cwd);
  expect([commit, tags]).toEqual([published.commit, [{ name: published.tag, commit }]]);

  const other = join(cwd, "other");
  mkdirSync(other);
  const pulled = await run(["pull", "me/tiny-cats", ...hub, "--dir", "x"], other);
  expect(pulled).toMatchObject({ commit, models: [{ kind: "classifier" }, { kind: "generator" }] });
  expect(JSON.parse(readFileSync(join(other, "x", "lineage.json"), "utf8")).parent.commit).toBe(commit);

  const of = async (...model: string[]) => (await run(["classify", CHELSEA, ...model], other))[0].predictions;
  const embedded = await of();
  expect(embedded[0].label).toBe("Egyptian Mau");
  expect(await of("--model", "me/tiny-cats", ...hub)).toEqual(embedded);
  expect(await of("--model", "x")).toEqual(embedded);
  const draw = ["generate", "--breed", "siamese", "--seed", "1", "--steps", "2", "--out", "drawn"];
  await run([...draw, "--model", `me/tiny-cats@${published.tag}`, ...hub], other);
  expect(readdirSync(join(other, "drawn"))).toContain("Siamese_000.png");
  expect(existsSync(join(cwd, "tiny-cats-hub"))).toBe(true);
});
