import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { listenUntilDone } from "../../../../tooling/testing/listen-until-done.ts";

/** A request as the server saw it. */
export interface Seen {
  method: string;
  /** Path and query, as sent. */
  url: string;
  headers: IncomingMessage["headers"];
  body: Buffer;
}

export type Handler = (request: Seen, response: ServerResponse, number: number) => void | Promise<void>;

export interface ScriptedServer {
  /** Without a slash at its end. */
  endpoint: string;
  seen: Seen[];
  server: Server;
}

/** A server on a free port of this machine that answers as it is told, until the test ends. Requests are numbered from 1. */
export async function serveScript(handler: Handler): Promise<ScriptedServer> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part) => parts.push(part));
    request.on("error", () => {});
    request.on("end", async () => {
      const { method = "", url = "", headers } = request;
      const one = { method, url, headers, body: Buffer.concat(parts) };
      try {
        await handler(one, response, seen.push(one));
      } catch (error) {
        response.writeHead(599).end(String(error));
      }
    });
  });
  const endpoint = await listenUntilDone(server);
  return { endpoint, seen, server };
}

/** Answers with JSON. */
export function answerJson(
  response: ServerResponse,
  value: unknown,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(value));
}
