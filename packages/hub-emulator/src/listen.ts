import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { TinyCatsError } from "@tiny-cats/schema/errors";
import { checkFaults } from "./check-faults.ts";
import type { Fault } from "./fault.ts";
import type { HubServer } from "./hub-server.ts";
import type { RequestRecord } from "./request-record.ts";
import type { Hub } from "./server/context.ts";
import { findFaults } from "./server/faults.ts";
import { handle } from "./server/handle.ts";

const MOST_RECORDS = 100_000;

interface ListenOptions {
  port: number;
  host: string;
  origins: readonly string[];
  faults: readonly Fault[];
  /** Run once everything has ended. */
  release: () => Promise<void>;
}

/** Binds the port and answers until closed. */
export async function listen(hub: Hub, { port, host, origins, faults, release }: ListenOptions): Promise<HubServer> {
  const records: RequestRecord[] = [];
  const running = new Set<Promise<void>>();
  let findFault = findFaults(faults);
  let count = 0;

  const server = createServer((request, response) => {
    const { method = "GET", url = "/", socket } = request;
    const path = url.replace(/([?&]signature=)[^&]*/g, "$1...");
    const record = { number: ++count, method, path, status: 0, sent: 0, received: 0 };
    records.push(record);
    if (records.length > MOST_RECORDS) records.shift();
    const work = handle(hub, request, response, { record, fault: findFault(method, url), origins, host })
      .catch(() => void socket.destroy())
      .finally(() => running.delete(work));
    running.add(work);
  });
  // A slow upload of a large file is no attack here.
  server.requestTimeout = 0;
  // Clients keep connections for a while; one closed as it is used again looks to them like a failure.
  server.keepAliveTimeout = 65_000;
  await bind(server, { port, host });
  const bound = (server.address() as AddressInfo).port;

  let closing: Promise<void> | undefined;
  const close = async () => {
    const ended = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await Promise.all([ended, ...running]);
    await release();
  };
  const hubServer = {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}`,
    port: bound,
    requests: records,
    setFaults(next: readonly Fault[]) {
      checkFaults(next);
      findFault = findFaults(next);
    },
    close() {
      closing ??= close();
      return closing;
    },
    [Symbol.asyncDispose]: () => hubServer.close(),
  };
  return hubServer;
}

function bind(server: Server, { port, host }: { port: number; host: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => reject(bindError(error, { port, host })));
    server.listen(port, host, resolve);
  });
}

function bindError(cause: NodeJS.ErrnoException, value: { port: number; host: string }): TinyCatsError {
  if (cause.code === "EADDRINUSE") {
    const remedy = "give another port, or 0 for a free one";
    return new TinyCatsError("hub-port-in-use", `port ${value.port} of ${value.host} is in use`, {
      value,
      remedy,
      cause,
    });
  }
  const message = `the hub emulator can't listen at ${value.host}:${value.port}: ${cause.message}`;
  const remedy = "give an address of this machine and a port above 1023";
  return new TinyCatsError("hub-not-started", message, { value, remedy, cause });
}
