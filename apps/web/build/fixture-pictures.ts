import { copyFile, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const CHELSEA = fileURLToPath(new URL("../../../tooling/fixtures/chelsea.png", import.meta.url));

/** Puts the project's one photo among the pictures to try: it stands in the repository once. */
export function fixturePictures(): Plugin {
  let out = "dist";
  return {
    name: "fixture-pictures",
    configResolved: (config) => {
      out = config.build.outDir;
    },
    configureServer(server) {
      server.middlewares.use("/pictures/chelsea.png", async (_, response) => {
        response.setHeader("content-type", "image/png");
        response.end(await readFile(CHELSEA));
      });
    },
    async closeBundle() {
      await mkdir(join(out, "pictures"), { recursive: true });
      await copyFile(CHELSEA, join(out, "pictures", "chelsea.png"));
    },
  };
}
