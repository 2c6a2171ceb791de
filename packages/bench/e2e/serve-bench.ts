import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Intercept, imports } from "../../core/e2e/serve-packages.ts";

const dist = join(import.meta.dirname, "..", "dist");
const map = JSON.stringify({ imports: { ...imports, "@tiny-cats/bench/web": "/bench/web.js" } });

/** Serves the built package beside those it needs, and files by their paths. */
export function serveBench(files: Record<string, Uint8Array> = {}): Intercept {
  return (_, response, path) => {
    if (Object.hasOwn(files, path)) response.end(files[path]);
    else if (path === "/") {
      const page = `<!doctype html><script type="importmap">${map}</script>`;
      response.writeHead(200, { "Content-Type": "text/html" }).end(page);
    } else if (path.startsWith("/bench/")) {
      readFile(join(dist, path.slice("/bench/".length))).then(
        (script) => response.writeHead(200, { "Content-Type": "text/javascript" }).end(script),
        () => response.writeHead(404).end(),
      );
    } else return false;
    return true;
  };
}
