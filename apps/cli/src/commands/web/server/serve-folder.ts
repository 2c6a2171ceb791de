import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { byteRange } from "./byte-range.ts";
import { contentType } from "./content-type.ts";
import { findFile } from "./find-file.ts";
import { headersFor, parseHeaderRules } from "./header-rules.ts";

export interface ServeFolderOptions {
  /** 127.0.0.1 unless told. */
  host?: string;
  /** Any free one unless told. */
  port?: number;
  /** Path that the folder is served under, "/" unless told. */
  base?: string;
  /** Whether answers have the headers of the folder's `_headers`; yes unless told. */
  headers?: boolean;
  /** Looks at a request first; what it answers to itself, it returns true for. `path` is below the base. */
  before?: (request: IncomingMessage, response: ServerResponse, path: string) => boolean | Promise<boolean>;
}

export interface ServedFolder extends AsyncDisposable {
  /** Of the folder's root, with the base. */
  url: URL;
}

/**
 * Serves a folder's files over HTTP: index.html for folders, 404.html for what is not there, ranges, and the headers that its `_headers` names.
 *
 * @throws what listening on the port throws, such as EADDRINUSE
 */
export async function serveFolder(
  folder: string,
  { host = "127.0.0.1", port = 0, base = "/", headers = true, before }: ServeFolderOptions = {},
): Promise<ServedFolder> {
  const text = headers ? await readFile(join(folder, "_headers"), "utf8").catch(() => "") : "";
  const rules = parseHeaderRules(text);
  const root = `/${base}/`.replace(/\/{2,}/g, "/");

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pathname = (request.url ?? "/").replace(/[?#].*/s, "");
    const query = (request.url ?? "").slice(pathname.length);
    if (`${pathname}/` === root) return redirect(response, root + query);
    const path = pathname.startsWith(root) ? pathname.slice(root.length - 1) : undefined;
    if (path !== undefined && (await before?.(request, response, path))) return;
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405, { Allow: "GET, HEAD", "Content-Length": 0 }).end();
      return;
    }
    const found = path === undefined ? undefined : await findFile(folder, path);
    if (found && "folder" in found) return redirect(response, `${pathname}/${query}`.replace(/^\/{2,}/, "/"));
    const missing = found || path === undefined ? undefined : await findFile(folder, "/404.html");
    const file = found ?? (missing && "file" in missing ? missing : undefined);
    const always = { ...headersFor(rules, path ?? "/"), "Accept-Ranges": "bytes" };
    if (!file) {
      response.writeHead(404, { ...always, "Content-Type": "text/plain; charset=utf-8" }).end("Not found\n");
      return;
    }
    const etag = `"${file.size.toString(16)}-${file.modified.getTime().toString(16)}"`;
    const named = { "Cache-Control": "no-cache", ...always, "Content-Type": contentType(file.file), ETag: etag };
    if (found && request.headers["if-none-match"] === etag) {
      response.writeHead(304, named).end();
      return;
    }
    const range = found ? byteRange(request.headers.range, file.size) : "all";
    if (!range) {
      response.writeHead(416, { ...named, "Content-Range": `bytes */${file.size}`, "Content-Length": 0 }).end();
      return;
    }
    const { start, end } = range === "all" ? { start: 0, end: file.size - 1 } : range;
    response.writeHead(found ? (range === "all" ? 200 : 206) : 404, {
      ...named,
      "Content-Length": end - start + 1,
      ...(range !== "all" && { "Content-Range": `bytes ${start}-${end}/${file.size}` }),
    });
    if (request.method === "HEAD" || file.size === 0) response.end();
    // A reader that goes away is no fault.
    else await pipeline(createReadStream(file.file, { start, end }), response).catch(() => undefined);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: new URL(`http://${host.includes(":") ? `[${host}]` : host}:${taken}${root}`),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function redirect(response: ServerResponse, to: string): void {
  response.writeHead(301, { Location: to, "Content-Length": 0 }).end();
}
