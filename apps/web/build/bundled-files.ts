import { createReadStream } from "node:fs";
import { copyFile, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";

const project = join(import.meta.dirname, "..", "..", "..");

/** What lies with the site: where it comes from in the project, by its path below the root. */
const FILES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ["classifier", "generator"].flatMap((model) =>
      ["tiny-cats.json", "README.md", "onnx/model.onnx"].map((file) => [
        `models/${model}/${file}`,
        `packages/models/${model}/${file}`,
      ]),
    ),
  ),
  "models/NOTICE": "packages/models/NOTICE",
  "pictures/chelsea.png": "tooling/fixtures/chelsea.png",
};

/** Copies the default models and the photo to where the site is built, and serves them in development. */
export function bundledFiles(): Plugin {
  let out = "dist";
  let isBuild = false;
  return {
    name: "bundled-files",
    configResolved(config) {
      out = join(config.root, config.build.outDir);
      isBuild = config.command === "build";
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = new URL(request.url ?? "/", "http://host").pathname.slice(1);
        if (!Object.hasOwn(FILES, path)) return next();
        response.setHeader("content-type", path.endsWith(".png") ? "image/png" : "application/octet-stream");
        createReadStream(join(project, FILES[path])).pipe(response);
      });
    },
    async writeBundle() {
      if (!isBuild) return;
      for (const [path, from] of Object.entries(FILES)) {
        await mkdir(dirname(join(out, path)), { recursive: true });
        await copyFile(join(project, from), join(out, path));
      }
    },
  };
}
