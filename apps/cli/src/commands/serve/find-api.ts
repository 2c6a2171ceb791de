import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { TinyCatsError } from "@tiny-cats/schema/errors";

/** What @tiny-cats/api exports. */
export type ApiPackage = typeof import("@tiny-cats/api");

/**
 * The module of the server: that of @tiny-cats/api as installed beside this command, or as a project in `cwd` has it.
 *
 * @throws TinyCatsError "no-api"
 */
export function findApi(cwd: string, from: readonly string[] = [ownFolder(), cwd]): URL {
  for (const start of from) {
    for (let folder = start; ; folder = dirname(folder)) {
      const module = join(folder, "node_modules", "@tiny-cats", "api", "dist", "index.js");
      if (existsSync(module)) return pathToFileURL(module);
      if (folder === dirname(folder)) break;
    }
  }
  throw new TinyCatsError("no-api", "the server's package @tiny-cats/api is not installed, or not built", {
    value: cwd,
    remedy: "npm install --global @tiny-cats/api, or in a checkout of the project npm run build",
  });
}

/** The server's package, loaded. @throws TinyCatsError "no-api" */
export async function loadApi(cwd: string): Promise<ApiPackage> {
  return import(findApi(cwd).href);
}

function ownFolder(): string {
  return dirname(fileURLToPath(import.meta.url));
}
