import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type Downloaded, type DownloadOptions, planUpload, upload } from "@tiny-cats/hub";
import { type HubServer, startHub } from "@tiny-cats/hub-emulator";
import { onTestFinished } from "vitest";
import { folderOf } from "../../testing/folder-of.ts";
import { temporaryFolder } from "../../testing/temporary-folder.ts";

export const token = "hf_local";
export const repo = "local/cats";

/** An emulator that holds these files as local/cats; those of 1 MiB or more as large objects. */
export async function hubWith(contents: Record<string, Uint8Array>): Promise<{ hub: HubServer; commit: string }> {
  const hub = await startHub({ dir: temporaryFolder(), limits: { regularFile: (1 << 20) - 1 } });
  onTestFinished(() => hub.close());
  const options = { endpoint: hub.url, token, journal: false } as const;
  const { commit } = await upload(await planUpload(folderOf(contents), repo, options), { ...options, create: {} });
  return { hub, commit };
}

/** Bytes of files' contents that were sent since the request of that number. */
export function contentSent(hub: HubServer, since = 0): number {
  return hub.requests
    .filter(({ number, method, status }) => number > since && method === "GET" && (status === 200 || status === 206))
    .filter(({ path }) => !path.startsWith("/api/"))
    .reduce((sum, { sent }) => sum + sent, 0);
}

export interface ChildTask {
  options: DownloadOptions;
  /** Milliseconds that it sleeps whenever it reports. */
  pauseMs?: number;
}

/** Downloads local/cats in a process of its own, which is killed as soon as it reports so many bytes. */
export function downloadInChild(task: ChildTask, killAt = Number.POSITIVE_INFINITY): Promise<Downloaded | "killed"> {
  const script = fileURLToPath(new URL("./hub-download-child.ts", import.meta.url));
  const child = spawn(process.execPath, [script, JSON.stringify(task)], { stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout.on("data", (data) => {
      text += data;
      const reports = [...text.matchAll(/^bytes (\d+)$/gm)];
      if (Number(reports.at(-1)?.[1] ?? -1) >= killAt) child.kill("SIGKILL");
    });
    child.on("error", reject);
    child.on("close", (code, signal) => {
      const result = /^done (.*)$/m.exec(text)?.[1];
      if (signal === "SIGKILL") resolve("killed");
      else if (result) resolve(JSON.parse(result));
      else reject(new Error(`the download ended with ${code}`));
    });
  });
}
