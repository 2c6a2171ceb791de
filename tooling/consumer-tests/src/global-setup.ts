import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { dryRelease } from "./dry-release.ts";
import { type Engines, installEngines } from "./install-engines.ts";
import { npmInstall } from "./npm-install.ts";
import { publishedNames, readPackageJson, root } from "./published.ts";
import { startRegistry } from "./start-registry.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A folder with all packages, the newest runtime, the newest decoder, cat.png and model.pt. */
    app: string;
    /** Such folders by the runtime in them, which is the lowest that is supported, as is the decoder. */
    lowest: Record<string, string>;
    engines: Engines;
    /** The copy of the repository that the release was made from. */
    release: string;
    registry: string;
  }
}

/** The lowest version that core's range for a peer lets in. */
function lowest(peer: string): string {
  const range = readPackageJson(join(root, "packages", "core")).peerDependencies?.[peer];
  const version = range?.match(/^>=(\d+\.\d+(?:\.\d+)?) /)?.[1];
  if (!version) throw new Error(`no lowest version can be read in core's range for ${peer}: ${range}`);
  return `${peer}@${version.split(".").length < 3 ? `${version}.0` : version}`;
}

async function installApp(folder: string, packages: string[], registry: string, scripts = true): Promise<void> {
  await npmInstall(folder, packages, { registry, scripts });
  copyFileSync(join(root, "tooling", "fixtures", "chelsea.png"), join(folder, "cat.png"));
  copyFileSync(join(root, "tooling", "golden", "vectors", "architectures", "nanogpt.pt"), join(folder, "model.pt"));
}

/** Makes a dry release to a registry on loopback and installs it from there; the returned function takes all of it away. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "tiny-cats-consumer-"));
  const registry = await startRegistry(join(folder, "registry"));
  async function teardown() {
    await registry.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  const app = join(folder, "app");
  const release = join(folder, "release");
  const runtimes = ["onnxruntime-node", "onnxruntime-web"];
  const needed = ["@tiny-cats/core", "@tiny-cats/models", lowest("sharp")];
  async function releaseAndInstall() {
    await dryRelease(release, registry.url);
    await installApp(app, [...publishedNames, "onnxruntime-node", "sharp"], registry.url);
    // The lowest runtimes know another variable that spares their install script.
    for (const name of runtimes) await installApp(join(folder, name), [...needed, lowest(name)], registry.url, false);
  }
  try {
    const [engines] = await Promise.all([installEngines(join(folder, "engines")), releaseAndInstall()]);
    provide("engines", engines);
  } catch (error) {
    await teardown();
    throw error;
  }
  provide("app", app);
  provide("lowest", Object.fromEntries(runtimes.map((name) => [name, join(folder, name)])));
  provide("release", release);
  provide("registry", registry.url);
  return teardown;
}
