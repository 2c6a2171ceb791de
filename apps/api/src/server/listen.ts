import { randomUUID } from "node:crypto";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener, RequestError } from "@hono/node-server";
import type { Hono } from "hono";
import type { Answered } from "../http/app.ts";
import { toProblem } from "../http/problems/to-problem.ts";
import { answerBadRequest } from "./answer-bad-request.ts";
import { answeredBy, badRequest } from "./bad-request.ts";
import { endStalled } from "./end-stalled.ts";
import { linger } from "./linger.ts";

export interface ListenOptions {
  host: string;
  port: number;
  /** Bytes of a body that a client is told to go on with, where it asks before it sends it. */
  maxBodyBytes: number;
  headTimeoutMs: number;
  bodyTimeoutMs: number;
  stallTimeoutMs: number;
  maxConnections: number;
  /** Told of what was answered before it was a request. */
  onRefused?: (refused: Answered) => void;
}

export interface Listening {
  url: URL;
  /** Takes no new connection, lets what is under way end, and ends it after this long. */
  close(options: { graceMs: number }): Promise<void>;
}

/** Bytes that the head of a request may have. */
const LARGEST_HEAD = 16 << 10;
/** How long the rest of a refused body may pass by, at most. */
const LINGER_MS = 10_000;
const KEEP_ALIVE_MS = 5000;

/** Serves over HTTP. @throws the system's error where the port can't be had */
// biome-ignore lint/suspicious/noExplicitAny: an application of any variables
export async function listen(app: Hono<any>, options: ListenOptions): Promise<Listening> {
  const { host, port, maxBodyBytes, headTimeoutMs, bodyTimeoutMs, stallTimeoutMs, maxConnections, onRefused } = options;
  const answer = getRequestListener(app.fetch, {
    autoCleanupIncoming: false,
    // Of addresses and hosts that are none: the application answers its own errors.
    errorHandler(error) {
      const problem = toProblem(error instanceof RequestError ? badRequest("ERR_INVALID_URL") : error, randomUUID());
      onRefused?.(answeredBy(problem));
      return Response.json(problem, {
        status: problem.status,
        headers: { "content-type": "application/problem+json" },
      });
    },
  });
  const underWay = new Set<ServerResponse>();
  let closing = false;
  const server = createServer({
    headersTimeout: headTimeoutMs,
    // Behind the limit that each body has, which is told as a problem.
    requestTimeout: headTimeoutMs + 2 * bodyTimeoutMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connectionsCheckingInterval: Math.min(1000, headTimeoutMs),
    maxHeaderSize: LARGEST_HEAD,
  });
  server.timeout = stallTimeoutMs;
  server.maxConnections = maxConnections;
  server.on("request", (incoming, outgoing) => {
    underWay.add(outgoing);
    if (closing) lastOf(outgoing);
    outgoing.once("close", () => {
      underWay.delete(outgoing);
      // What kept its connection for another request, having been told before that it may.
      if (closing) setImmediate(() => server.closeIdleConnections());
    });
    linger(incoming, outgoing, { timeoutMs: Math.min(LINGER_MS, stallTimeoutMs) });
    endStalled(outgoing, { timeoutMs: stallTimeoutMs });
    void answer(incoming, outgoing);
  });
  server.on("checkContinue", (incoming, outgoing) => {
    // Without the word to go on nothing follows that could be told from another request.
    if (Number(incoming.headers["content-length"] ?? 0) > maxBodyBytes) lastOf(outgoing);
    else outgoing.writeContinue();
    server.emit("request", incoming, outgoing);
  });
  server.on("clientError", (error, socket) => {
    const refused = answerBadRequest(error, socket);
    if (refused) onRefused?.(refused);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: new URL(`http://${host.includes(":") ? `[${host}]` : host}:${taken}/`),
    async close({ graceMs }) {
      closing = true;
      for (const outgoing of underWay) lastOf(outgoing);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const end = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(end);
    },
  };
}

/** Has the connection end with this answer, as far as it is not under way. */
function lastOf(outgoing: ServerResponse): void {
  if (!outgoing.headersSent) outgoing.setHeader("connection", "close");
}
