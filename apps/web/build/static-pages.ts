import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "vite";
import { ROUTES } from "../src/router/routes.ts";

/**
 * Writes a page for each route, so that its address survives a reload on any static host and under any base path: every one knows where the root is by its
 * <base>. 404.html finds the root by looking for the site's manifest in the folders above.
 */
export function staticPages(): Plugin {
  let out = "dist";
  return {
    name: "static-pages",
    apply: "build",
    configResolved: (config) => {
      out = config.build.outDir;
    },
    async closeBundle() {
      const index = await readFile(join(out, "index.html"), "utf8");
      for (const { path } of ROUTES) {
        if (path === "") continue;
        await mkdir(join(out, path), { recursive: true });
        await writeFile(join(out, path, "index.html"), index.replace('<base href="./" />', '<base href="../" />'));
      }
    },
  };
}
