import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import type { Hono } from "hono";

export interface ListenOptions {
  host: string;
  port: number;
}

export interface Listening {
  url: URL;
  /** Takes no new connection, lets what is under way end, and ends it after this long. */
  close(options: { graceMs: number }): Promise<void>;
}

/** Milliseconds a client may take for the head of a request, and for all of it. */
const HEAD_MS = 10_000;
const REQUEST_MS = 30_000;

/** Serves over HTTP. @throws the system's error where the port can't be had */
// biome-ignore lint/suspicious/noExplicitAny: an application of any variables
export async function listen(app: Hono<any>, { host, port }: ListenOptions): Promise<Listening> {
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: {
      headersTimeout: HEAD_MS,
      requestTimeout: REQUEST_MS,
      keepAliveTimeout: 5000,
      connectionsCheckingInterval: 1000,
    },
  }) as Server;
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
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const end = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(end);
    },
  };
}
