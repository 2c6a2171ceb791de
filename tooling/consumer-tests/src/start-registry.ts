import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { runServer } from "verdaccio";

/** A registry that is running, and how to end it. */
export interface Registry {
  url: string;
  stop(): Promise<void>;
}

/**
 * Starts a registry on loopback and a port that is free, for the packages of @tiny-cats alone: it asks no other registry.
 * It lives in this process, so it cannot outlive it.
 */
export async function startRegistry(storage: string): Promise<Registry> {
  const config = {
    storage,
    self_path: storage,
    uplinks: {},
    packages: { "@tiny-cats/*": { access: "$all", publish: "$all" } },
    max_body_size: "200mb",
    web: { enable: false },
    log: { type: "stdout", format: "pretty", level: "fatal" },
  };
  const server: Server = await runServer(config as unknown as Parameters<typeof runServer>[0]);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
