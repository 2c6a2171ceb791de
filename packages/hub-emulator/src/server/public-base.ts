import type { IncomingMessage } from "node:http";
import { HttpError } from "./http-error.ts";

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;

/**
 * "http://host:port" as the client sees it. A server that listens to this machine alone answers to this machine's names alone: else a web page
 * could have its own name point here and read what it likes (DNS rebinding).
 */
export function publicBase(request: IncomingMessage, host: string): string {
  const { address: localAddress, port } = { address: request.socket.localAddress, port: request.socket.localPort };
  const asked = request.headers.host ?? `${localAddress}:${port}`;
  const name = /^([\w.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?$/i.exec(asked)?.[1];
  const isLocal = LOOPBACK.test(host) || host === "::1";
  if (!name || (isLocal && !LOOPBACK.test(name) && name !== host)) throw new HttpError(400, "Unknown host");
  return `http://${asked}`;
}
