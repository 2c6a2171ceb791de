import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { build, type Plugin } from "vite";
import type { SiteFile, SiteFiles } from "../src/offline/site-files.ts";

/** What is larger is kept when it was used, not at the first visit. */
const LARGE = 512 * 1024;

/** Builds the service worker, which is told every file of the build. */
export function offline(): Plugin {
  let root = "";
  let out = "dist";
  let isBuild = false;
  return {
    name: "offline",
    enforce: "post",
    configResolved(config) {
      root = config.root;
      out = join(config.root, config.build.outDir);
      isBuild = config.command === "build";
    },
    async closeBundle() {
      if (!isBuild) return;
      await build({
        configFile: false,
        root,
        logLevel: "error",
        publicDir: false,
        define: { SITE_FILES: JSON.stringify(await siteFiles(out)) },
        build: {
          target: "es2022",
          outDir: out,
          emptyOutDir: false,
          lib: {
            entry: join(root, "src", "service-worker.ts"),
            formats: ["iife"],
            name: "serviceWorker",
            fileName: () => "service-worker.js",
          },
        },
      });
    },
  };
}

/** The files of a built site. */
async function siteFiles(out: string): Promise<SiteFiles> {
  const entries = await readdir(out, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(out, join(entry.parentPath, entry.name)).split(sep).join("/"))
    // Graphs are kept by core; `_headers` is for the host.
    .filter((path) => !/^_|\.onnx$|^service-worker\.js$/.test(path))
    .sort();
  const shell: SiteFile[] = [];
  const large: SiteFile[] = [];
  for (const path of paths) {
    const bytes = await readFile(join(out, path));
    const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
    if (bytes.length > LARGE) large.push({ path, hash });
    else shell.push({ path: path.replace(/(^|\/)index\.html$/, "$1"), hash });
  }
  const version = createHash("sha256")
    .update(JSON.stringify([shell, large]))
    .digest("hex")
    .slice(0, 16);
  return { version, shell, large };
}
