import type { Io } from "../io.ts";

const YES = ["1", "on", "yes", "true"];

/** Whether HF_HUB_OFFLINE (or TRANSFORMERS_OFFLINE, as Python's clients read it) forbids to ask the Hub. */
export function isOffline({ env }: Pick<Io, "env">): boolean {
  return YES.includes((env.HF_HUB_OFFLINE || env.TRANSFORMERS_OFFLINE || "").toLowerCase());
}
