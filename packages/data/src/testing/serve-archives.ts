import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { listenUntilDone } from "../../../../tooling/testing/listen-until-done.ts";

/** A request for a file that the server has. */
export interface Asked {
  file: string;
  headers: IncomingHttpHeaders;
  /** Of all requests, from 1. */
  number: number;
  bytes: Uint8Array;
}

export interface ArchiveServer {
  source: string;
  asked: Asked[];
}

/** Answers a request itself and returns true, or leaves it to the server. */
type Interfere = (asked: Asked, response: ServerResponse) => boolean | undefined;

/** A server of these files on a free port of this machine, with ranges and ETags as RFC 9110 has them, until the test ends. */
export async function serveArchives(
  files: Record<string, Uint8Array>,
  { interfere, etag = true }: { interfere?: Interfere; etag?: boolean } = {},
): Promise<ArchiveServer> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const file = request.url!.replace(/^\/pets\//, "");
    const bytes = files[file];
    if (!bytes) return void response.writeHead(404).end("no such file");
    const one = { file, headers: request.headers, number: asked.length + 1, bytes };
    asked.push(one);
    if (interfere?.(one, response)) return;
    const tag = etag ? { etag: etagOf(bytes) } : {};
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
    const ifRange = request.headers["if-range"];
    if (start === 0 || (ifRange !== undefined && ifRange !== etagOf(bytes))) {
      return void response.writeHead(200, { "content-length": bytes.length, ...tag }).end(bytes);
    }
    if (start >= bytes.length) {
      return void response.writeHead(416, { "content-range": `bytes */${bytes.length}` }).end();
    }
    const headers = {
      "content-length": bytes.length - start,
      "content-range": `bytes ${start}-${bytes.length - 1}/${bytes.length}`,
    };
    response.writeHead(206, { ...headers, ...tag }).end(bytes.subarray(start));
  });
  const address = await listenUntilDone(server);
  return { source: `${address}/pets`, asked };
}

export function etagOf(bytes: Uint8Array): string {
  return `"${bytes.length}-${bytes.reduce((sum, byte) => (sum * 31 + byte) >>> 0, 0)}"`;
}

/** Sends the head of a whole answer and so many bytes of it, then breaks off. */
export function breakOff({ bytes }: Asked, response: ServerResponse, sent: number, then?: () => void): true {
  response.writeHead(200, { "content-length": bytes.length, etag: etagOf(bytes) });
  response.write(bytes.subarray(0, sent), () => setTimeout(then ?? (() => response.destroy()), 20));
  return true;
}
