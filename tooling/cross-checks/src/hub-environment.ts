import { join } from "node:path";

/** What Python's clients of the Hub at `url` are started with: a home of their own in a folder, and no Xet, which the emulator declines. */
export function hubEnvironment(folder: string, url?: string): NodeJS.ProcessEnv {
  const { PATH, TMPDIR } = process.env;
  return {
    PATH,
    ...(TMPDIR && { TMPDIR }),
    HOME: folder,
    HF_HOME: join(folder, "home"),
    ...(url && { HF_ENDPOINT: url }),
    HF_HUB_DISABLE_XET: "1",
    HF_HUB_DISABLE_TELEMETRY: "1",
    HF_HUB_DISABLE_UPDATE_CHECK: "1",
    HF_HUB_DISABLE_PROGRESS_BARS: "1",
  };
}
