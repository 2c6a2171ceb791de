import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { join, relative, sep } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { contentType } from "../../../../apps/cli/src/commands/web/server/content-type.ts";
import { headersFor, parseHeaderRules } from "../../../../apps/cli/src/commands/web/server/header-rules.ts";

/** What a line of that speed and delay would let through; it holds for pages, workers and service workers alike. */
export interface Line {
  bitsPerSecond: number;
  delayMs: number;
}

/** An answer that was sent. */
interface Sent {
  path: string;
  /** Bytes of its body, as sent. */
  bytes: number;
}

export interface SiteServer extends AsyncDisposable {
  url: string;
  /** Answers since the last call, and forgets them. */
  takeSent(): Sent[];
  /** As fast as it goes where undefined. */
  setLine(line: Line | undefined): void;
}

/** Bytes that a slow line takes at a time. */
const PIECE = 8192;
/** Milliseconds that a slow line may catch up on. */
const LATE = 200;

/** Serves a folder from memory as static hosts do: text and WebAssembly gzipped, with tags, and the headers that its `_headers` names. */
export async function serveSite(folder: string): Promise<SiteServer> {
  const files = await readSite(folder);
  const rules = parseHeaderRules(await readFile(join(folder, "_headers"), "utf8"));
  const known = new WeakSet<Socket>();
  const sent: Sent[] = [];
  let line: Line | undefined;
  // When the line has sent all that it was given.
  let free = 0;

  const server = createServer(async (request, response) => {
    const [pathname] = (request.url ?? "/").split("?");
    const path = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
    const file = files.get(path);
    // A new connection costs a round trip more.
    if (line) await pause(known.has(request.socket) ? line.delayMs : 2 * line.delayMs);
    known.add(request.socket);
    const isKnown = file && request.headers["if-none-match"] === file.tag;
    const body = file && !isKnown ? file.body : Buffer.alloc(0);
    response.writeHead(file ? (isKnown ? 304 : 200) : 404, {
      "Cache-Control": "no-cache",
      ...headersFor(rules, pathname),
      ...(file && { ...file.headers, ETag: file.tag }),
      ...(!isKnown && { "Content-Length": body.length }),
    });
    sent.push({ path, bytes: body.length });
    if (!line) return void response.end(body);
    const bytesPerMs = line.bitsPerSecond / 8000;
    for (let at = 0; at < body.length && !response.destroyed; at += PIECE) {
      const piece = body.subarray(at, at + PIECE);
      // A timer that was late is made up for.
      free = Math.max(free, performance.now() - LATE) + piece.length / bytesPerMs;
      const early = free - performance.now();
      if (early > 0) await pause(early);
      response.write(piece);
    }
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    takeSent: () => sent.splice(0),
    setLine(next) {
      line = next;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readSite(folder: string) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map<string, { body: Buffer; tag: string; headers: Record<string, string> }>();
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const raw = await readFile(file);
    const isPacked = /\.(js|mjs|css|html|json|wasm|md|svg|webmanifest)$/.test(entry.name);
    const headers = { "Content-Type": contentType(file), ...(isPacked && { "Content-Encoding": "gzip" }) };
    const path = `/${relative(folder, file).split(sep).join("/")}`;
    files.set(path, {
      body: isPacked ? gzipSync(raw) : raw,
      tag: `"${createHash("sha256").update(raw).digest("hex").slice(0, 16)}"`,
      headers,
    });
  }
  return files;
}
