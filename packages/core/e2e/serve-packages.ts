import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { fileServer } from "../test/file-server.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");
const require = createRequire(import.meta.url);

/** The folders a page may read, by the first part of the path. */
const folders: Record<string, string> = {
  core: join(root, "packages", "core", "dist"),
  schema: dirname(require.resolve("@tiny-cats/schema")),
  valibot: dirname(createRequire(require.resolve("@tiny-cats/schema")).resolve("valibot")),
  ort: dirname(require.resolve("onnxruntime-web")),
  models: join(root, "packages", "models"),
  fixtures: join(root, "tooling", "fixtures"),
  vectors: join(root, "tooling", "golden", "vectors"),
};

/** The import map of every page: where the packages are. */
export const imports = {
  "@tiny-cats/core": "/core/index.js",
  "@tiny-cats/core/png": "/core/png.js",
  "@tiny-cats/core/web": "/core/web.js",
  "@tiny-cats/schema": "/schema/index.js",
  "@tiny-cats/schema/errors": "/schema/errors.js",
  valibot: "/valibot/index.mjs",
};

const types: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
  ".json": "application/json",
};

/** Answers a request in its own way and returns true, or leaves it to be answered from the folders. */
export type Intercept = (request: IncomingMessage, response: ServerResponse, path: string) => boolean;

export interface PageOptions {
  /** Whether the page is cross-origin isolated, as threads want it. */
  isolated?: boolean;
  intercept?: Intercept;
}

/** Reads what a path stands for; undefined where it stands for nothing. */
export async function content(path: string): Promise<Uint8Array | undefined> {
  if (path === "/")
    return Buffer.from(`<!doctype html><script type="importmap">${JSON.stringify({ imports })}</script>`);
  const [, folder, ...rest] = path.split("/");
  return Object.hasOwn(folders, folder) ? readFile(join(folders[folder], ...rest)).catch(() => undefined) : undefined;
}

/** Serves the built packages as they are, unbundled, on a free port of this machine. */
export async function servePackages({ isolated = false, intercept }: PageOptions = {}) {
  const headers: Record<string, string> = isolated
    ? { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" }
    : {};
  const { url, [Symbol.asyncDispose]: end } = await fileServer(async (request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (intercept?.(request, response, path)) return;
    const body = await content(path);
    const type = path === "/" ? "text/html" : (types[extname(path)] ?? "application/octet-stream");
    response.writeHead(body ? 200 : 404, { "Content-Type": type }).end(body);
  });
  return { url: url.href, [Symbol.asyncDispose]: end };
}
