import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "vite";
import { ROUTES } from "../src/router/routes.ts";
import { FIND_ROOT_HASH, notFoundPage } from "./not-found-page.ts";
import { pageFiles } from "./page-files.ts";
import { contentSecurityPolicy, headersFile } from "./site-headers.ts";

const BASE = '<base href="./" />';
const POLICY = "<!-- content-security-policy -->";

/**
 * Writes a page for each route, so that its address survives a reload on any static host and under any base path: every one knows where the root is by its
 * <base>. 404.html finds the root by looking for the site's manifest in the folders above. `_headers` is for hosts that read it.
 */
export function staticPages(): Plugin {
  let out = "dist";
  let isBuild = false;
  return {
    name: "static-pages",
    configResolved(config) {
      out = join(config.root, config.build.outDir);
      isBuild = config.command === "build";
    },
    transformIndexHtml: {
      order: "pre",
      // In development the pages of all routes are one file, and scripts stand in it.
      handler: (html) => (isBuild ? html : html.replace(BASE, '<base href="/" />').replace(POLICY, "")),
    },
    async writeBundle(_, bundle) {
      if (!isBuild) return;
      const built = await readFile(join(out, "index.html"), "utf8");
      const withPolicy = (hashes?: string[]) =>
        built.replace(
          POLICY,
          `<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(hashes)}" />`,
        );
      if (!built.includes(BASE) || !built.includes(POLICY)) throw new Error("index.html lacks its base or its policy");
      const index = withPolicy();
      for (const { name, path } of ROUTES) {
        await mkdir(join(out, path), { recursive: true });
        const own = pageFiles(bundle, name).filter((tag) => !index.includes(tag));
        const page = index.replace("</head>", `${own.map((tag) => `  ${tag}\n  `).join("")}</head>`);
        await writeFile(join(out, path, "index.html"), path === "" ? page : page.replace(BASE, '<base href="../" />'));
      }
      await writeFile(join(out, "404.html"), notFoundPage(withPolicy([FIND_ROOT_HASH])));
      await writeFile(join(out, "_headers"), headersFile(contentSecurityPolicy([FIND_ROOT_HASH])));
    },
  };
}
