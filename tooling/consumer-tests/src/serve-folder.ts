import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileServer } from "../../../packages/core/test/file-server.ts";

const types: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};

/** A static host of a folder's files on a free port of this machine. */
export function serveFolder(folder: string) {
  return fileServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const path = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
    const body = await readFile(join(folder, path)).catch(() => undefined);
    response.writeHead(body ? 200 : 404, { "Content-Type": types[extname(path)] ?? "application/octet-stream" });
    response.end(body);
  });
}
