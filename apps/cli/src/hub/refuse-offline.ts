import type { Io } from "../io.ts";
import { usageError } from "../usage-error.ts";
import { isOffline } from "./is-offline.ts";

/** @throws TinyCatsError "hub-offline" where the environment forbids to ask the Hub. */
export function refuseOffline(io: Pick<Io, "env">): void {
  if (!isOffline(io)) return;
  throw usageError("hub-offline", "this needs the Hub, and HF_HUB_OFFLINE forbids to ask it", {
    value: "HF_HUB_OFFLINE",
    remedy: "unset HF_HUB_OFFLINE; download, and what is about the cache, work without the Hub",
  });
}
