import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Installs packages as a user does into an empty folder outside the repository: those of @tiny-cats from the registry given,
 * others from wherever npm gets them on this machine.
 */
export async function npmInstall(
  folder: string,
  packages: string[],
  { registry, scripts = true }: { registry?: string; scripts?: boolean } = {},
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  if (registry) await writeFile(join(folder, ".npmrc"), `@tiny-cats:registry=${registry}\n`);
  const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: "skip", npm_config_user_agent: "" };
  // An earlier registry may have had the same port: what npm keeps of that one is not what is published now.
  const freshness = registry ? "--prefer-online" : "--prefer-offline";
  const flags = ["--no-audit", "--no-fund", freshness, ...(scripts ? [] : ["--ignore-scripts"])];
  await run("npm", ["install", ...flags, ...packages], { cwd: folder, env });
}
