import { readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { generator } from "@tiny-cats/models";
import { temporaryFolder } from "../../../../tooling/testing/temporary-folder.ts";
import { photos } from "./photos.ts";
import { ended, start } from "./start.ts";

/** Tells the built program to stop at some moment while it draws for an evaluation of a checkpoint: how it ended, and what it left in the temporary folder. */
export async function killWhileDrawing(
  signal: NodeJS.Signals,
): Promise<{ code: number | null; killed: string | null; left: string[] }> {
  const tmp = temporaryFolder();
  const weights = fileURLToPath(new URL("model.safetensors", generator.manifest));
  const child = start(["eval", "generator", "--data", "photos", "--model", weights, "--weights", "raw"], {
    cwd: await photos(),
    env: { TMPDIR: tmp, HOME: tmp },
  });
  child.stderr.on("data", async (chunk: Buffer) => {
    // Drawing begins next, and says so only when a tenth of it is done.
    if (!chunk.includes("Reading: 100 %")) return;
    await sleep(500 + 1000 * Math.random());
    child.kill(signal);
  });
  const { code, signal: killed } = await ended(child);
  return { code, killed, left: readdirSync(tmp).filter((name) => name.startsWith("tiny-cats")) };
}
