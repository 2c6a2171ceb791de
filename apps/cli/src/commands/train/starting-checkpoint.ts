import { resolve } from "node:path";
import type { CommandContext } from "../../command-context.ts";

/** A checkpoint to begin with. */
export interface StartingCheckpoint {
  /** Its file or folder on this machine. */
  path: string;
  /** The repository and commit that it came from, where it did. */
  parent?: string;
}

const HUB = "hub:";

/** What --from names: a path, or a repository that is pulled into the cache, each byte of it checked. @throws what pulling throws */
export async function startingCheckpoint(
  context: CommandContext,
  from: string,
  kind: "classifier" | "generator",
): Promise<StartingCheckpoint> {
  if (!from.startsWith(HUB)) return { path: resolve(context.io.cwd, from) };
  // What talks to the Hub is loaded by those alone who name a repository.
  const { pulledCheckpoint } = await import("./pulled-checkpoint.ts");
  return pulledCheckpoint(context, from.slice(HUB.length), kind);
}
