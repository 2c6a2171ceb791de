import { planUpload } from "../plan-upload.ts";
import { upload } from "../upload.ts";
import type { UploadOptions } from "../upload-options.ts";
import type { UploadHub } from "./upload-hub.ts";

/** Must not be seen in anything that is kept or told. */
export const TOKEN = "hf_canary";

/** Plans and uploads with little patience. */
export async function send(hub: UploadHub, folder: string, options: UploadOptions & { delete?: boolean } = {}) {
  const base = { endpoint: hub.endpoint, token: TOKEN, retryBaseMs: 1, retries: 2 };
  const plan = await planUpload(folder, "cat/one", { ...base, delete: options.delete, journal: options.journal });
  return upload(plan, { ...base, ...options });
}
