import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { listRefs } from "@tiny-cats/hub";
import { startHub } from "@tiny-cats/hub-emulator";
import { publish } from "@tiny-cats/publish";
import { expect } from "vitest";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import { commitCount } from "./hub-upload-fixture.ts";
import { embeddedOptions } from "./publish-fixture.ts";

/** What of a repository there is when a publication has been killed. */
export interface AfterKill {
  commits: number;
  tags: number;
}

/** Kills a publication at a moment, runs it again, and checks that there is one commit of it and one tag. */
export async function killPublication(moment: string): Promise<AfterKill> {
  const folder = temporaryFolder();
  const hub = await startHub({ dir: join(folder, "hub") });
  try {
    const child = spawn(process.execPath, [join(import.meta.dirname, "publish-child.ts"), folder, hub.url, moment], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [code, signal] = await once(child, "close");
    expect({ moment, code, signal }).toEqual({ moment, code: null, signal: "SIGKILL" });
    const after = await stateOf(hub);
    const outcome = await publish("local/cats", embeddedOptions(folder, hub.url));
    expect(outcome.status).toBe("published");
    // The repository begins with a commit of its own.
    expect(await stateOf(hub)).toEqual({ commits: 2, tags: 1 });
    return after;
  } finally {
    await hub.close();
  }
}

async function stateOf(hub: Awaited<ReturnType<typeof startHub>>): Promise<AfterKill> {
  const options = { endpoint: hub.url, token: "hf_local" };
  const refs = await listRefs("local/cats", options).catch(() => undefined);
  if (!refs) return { commits: 0, tags: 0 };
  return { commits: await commitCount(hub, "local/cats"), tags: refs.tags.length };
}
