import { resolve } from "node:path";
import { checkOptions } from "./check-options.ts";
import { holdFolder } from "./hold-folder.ts";
import { DEFAULT_LIMITS, DEFAULT_USERS, type HubOptions } from "./hub-options.ts";
import type { HubServer } from "./hub-server.ts";
import { listen } from "./listen.ts";
import { openStorage } from "./storage/storage.ts";

/**
 * Starts the Hugging Face Hub's HTTP protocol on this machine: for tests and for trying things out, not for production.
 *
 * @throws TinyCatsError "invalid-hub-option", "invalid-hub-fault", "hub-folder-in-use", "hub-folder-unusable", "hub-port-in-use" or
 * "hub-not-started".
 */
export async function startHub(options: HubOptions): Promise<HubServer> {
  checkOptions(options);
  const { port = 0, host = "127.0.0.1", users = DEFAULT_USERS, clock = Date.now, cdnHost } = options;
  const { origins = [], faults = [] } = options;
  const dir = resolve(options.dir);
  const release = await holdFolder(dir);
  try {
    const limits = { ...DEFAULT_LIMITS, ...options.limits };
    const hub = { storage: await openStorage(dir), users, clock, limits, cdnHost, uploads: new Map() };
    return await listen(hub, { port, host, origins, faults, release });
  } catch (error) {
    await release();
    throw error;
  }
}
