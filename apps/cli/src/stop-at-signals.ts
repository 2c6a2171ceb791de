import type { EventEmitter } from "node:events";
import { INTERRUPTED } from "./stop.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Aborts at the first signal. The second one nobody hears, so that it ends the process at once, whatever native call that waits for. */
export function stopAtSignals(process: EventEmitter, controller: AbortController): void {
  const stop = () => {
    for (const name of SIGNALS) process.off(name, stop);
    controller.abort(INTERRUPTED);
  };
  for (const name of SIGNALS) process.on(name, stop);
}
