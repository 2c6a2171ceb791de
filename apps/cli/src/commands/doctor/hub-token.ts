import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Io } from "../../io.ts";

/** Whether a Hugging Face token is set or stored where its clients look for one. It is not read. */
export async function hasHubToken({ env, home }: Pick<Io, "env" | "home">): Promise<boolean> {
  if (env.HF_TOKEN || env.HUGGING_FACE_HUB_TOKEN) return true;
  const cache = env.XDG_CACHE_HOME || join(home, ".cache");
  const file = env.HF_TOKEN_PATH || join(env.HF_HOME || join(cache, "huggingface"), "token");
  const info = await stat(file).catch(() => undefined);
  return info?.isFile() === true && info.size > 0;
}
