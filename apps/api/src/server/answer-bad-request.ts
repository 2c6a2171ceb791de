import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Answered } from "../http/app.ts";
import { toProblem } from "../http/problems/to-problem.ts";
import { answeredBy, badRequest } from "./bad-request.ts";

/** Codes of a client that is gone in the middle of a request. */
const GONE = ["ECONNRESET", "EPIPE", "HPE_INVALID_EOF_STATE"];
/** Milliseconds in which a client may take the answer. */
const LINGER_MS = 1000;

/**
 * Answers what is no request of HTTP, has too long a head, or takes too long with it, and ends the connection.
 *
 * @returns what it was answered with; undefined where nobody is there to read one
 */
export function answerBadRequest(error: Error & { code?: string }, socket: Duplex): Answered | undefined {
  const under = (socket as { _httpMessage?: ServerResponse })._httpMessage;
  if (GONE.includes(error.code ?? "") || !socket.writable || under?.headersSent) {
    socket.destroy();
    return undefined;
  }
  const problem = toProblem(badRequest(error.code), randomUUID());
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${problem.title}`,
    "content-type: application/problem+json",
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${problem.request_id}`,
    "connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
  // What it still sends passes by, so that it sees the answer.
  socket.removeAllListeners("data");
  socket.on("error", () => undefined);
  socket.resume();
  const timer = setTimeout(() => socket.destroy(), LINGER_MS);
  timer.unref();
  socket.once("close", () => clearTimeout(timer));
  return answeredBy(problem);
}
