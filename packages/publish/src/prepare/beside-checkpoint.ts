import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";

/** The path of a file in a checkpoint's folder, which the checkpoint itself may be. */
export async function besideCheckpoint(checkpoint: string, name: string): Promise<string> {
  return join((await stat(checkpoint)).isDirectory() ? checkpoint : dirname(checkpoint), name);
}
