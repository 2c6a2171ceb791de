import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { TinyCatsError } from "@tiny-cats/schema/errors";

/**
 * The folder of the built site: that of @tiny-cats/web as installed beside this command, or as a project in `cwd` has it.
 *
 * @throws TinyCatsError "no-web-site"
 */
export function findSite(cwd: string, from: readonly string[] = [ownFolder(), cwd]): string {
  for (const start of from) {
    for (let folder = start; ; folder = dirname(folder)) {
      const site = join(folder, "node_modules", "@tiny-cats", "web", "dist");
      if (existsSync(join(site, "index.html"))) return site;
      if (folder === dirname(folder)) break;
    }
  }
  throw new TinyCatsError("no-web-site", "the site's package @tiny-cats/web is not installed, or not built", {
    value: cwd,
    remedy: "npm install --global @tiny-cats/web, or in a checkout of the project npm run web",
  });
}

function ownFolder(): string {
  return dirname(fileURLToPath(import.meta.url));
}
