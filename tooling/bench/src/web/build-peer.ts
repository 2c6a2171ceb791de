import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { contestantFile } from "../contestant-file.ts";
import { modelFolder } from "../model-folder.ts";

/** A temporary folder with the page of transformers.js, bundled, and its copy of the classifier; `headers` is its `_headers`. */
export async function buildPeer(headers: string): Promise<{ path: string; [Symbol.asyncDispose](): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "tiny-cats-bench-"));
  await build({
    configFile: false,
    root: contestantFile("transformers-page"),
    base: "./",
    logLevel: "error",
    build: { target: "es2022", outDir: path, emptyOutDir: true, assetsInlineLimit: 0, chunkSizeWarningLimit: 10_000 },
  });
  await using models = await modelFolder("classifier");
  await cp(models.path, join(path, "models"), { recursive: true });
  await cp(headers, join(path, "_headers"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}
