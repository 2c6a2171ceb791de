import type { HubOptions } from "../hub-options.ts";
import { connect } from "../request/connection.ts";
import { type Handler, serveScript } from "./scripted-server.ts";

/** A scripted server and a connection to it, with little patience. */
export async function connected(handler: Handler, options: HubOptions = {}) {
  const server = await serveScript(handler);
  return { ...server, connection: connect({ endpoint: server.endpoint, retryBaseMs: 1, ...options }) };
}
